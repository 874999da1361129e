import type { ContractRules, StatusEntryType } from "@/lib/contract/rules-schema";
import type { FormatId } from "@/lib/contract/schema";
import type { MdocContent, SelectiveDisclosure, WireFormat } from "@/lib/document/schema";
import type { Random } from "@/lib/kernel/ids";
import type { Json, JsonObject } from "@/lib/kernel/json";
import type { Algorithm, PublicJwk } from "@/lib/signing-key/schema";

/** The key that a credential is bound to. */
export interface Holder {
  readonly jwk: PublicJwk;
  /** did:jwk of the key, or the DID that the wallet's proof named. */
  readonly did: string;
  /** RFC 7638 thumbprint of the key. */
  readonly thumbprint: string;
}

/** A credential before it has a format: everything decided, nothing signed. */
export interface CredentialDraft {
  /** `urn:pic:…` */
  readonly id: string;
  readonly issuer: string;
  /** Without `VerifiableCredential`. */
  readonly types: readonly string[];
  readonly vct: string;
  /** What the wallet's version of the protocol calls an SD-JWT VC. */
  readonly sdJwtType: "dc+sd-jwt" | "vc+sd-jwt";
  readonly claims: Readonly<Record<string, string>>;
  /** What type the contract gives each claim, where it says so. */
  readonly claimTypes: Readonly<Record<string, string>>;
  readonly holder: Holder;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly status: CredentialStatusReference;
}

export interface CredentialStatusReference {
  /** Where the Token Status List is served. */
  readonly uri: string;
  readonly index: number;
  /** Where the same bits are found as a W3C list, and the type of the entry that says so. */
  readonly w3c: { readonly type: StatusEntryType; readonly listUri: string };
}

/** Which status a document carries: an entry of our lists, what its issuer brought along, or none. */
export type DocumentStatus =
  | { readonly kind: "hosted"; readonly reference: CredentialStatusReference }
  | { readonly kind: "foreign"; readonly value: Json }
  | { readonly kind: "none" };

/** A document of the Issuer API before it has a format: mapped and decided, nothing signed. */
export interface PreparedDocument {
  /** `urn:pic:…`, by which the portal finds it. A document may have an id of its own besides. */
  readonly id: string;
  readonly format: WireFormat;
  /** DID of the issuer; for an SD-JWT VC without one the credential issuer's URL. */
  readonly issuer: string;
  /** Types as the configuration has them; empty for formats without types. */
  readonly types: readonly string[];
  /** Type of an SD-JWT VC, document type of an mdoc. */
  readonly vct: string | null;
  /** The caller's data with the mapping merged in. */
  readonly data: JsonObject;
  /** Top-level claims that the mapping set by `jwt:…`, without that prefix. */
  readonly jwtClaims: JsonObject;
  readonly sdJwtClaims: JsonObject;
  readonly selectiveDisclosure: SelectiveDisclosure | null;
  readonly mdoc: MdocContent | null;
  /** Certificates in base64 DER, the signer's first; empty when the caller gave none. */
  readonly x5Chain: readonly string[];
  readonly holder: Holder;
  readonly status: DocumentStatus;
  readonly now: Date;
  readonly validFrom: Date;
  readonly validUntil: Date;
}

/** Bytes to be signed, and what to make of the signature. */
export interface UnsignedCredential {
  readonly signingInput: Uint8Array;
  complete(signature: Uint8Array): string;
}

/** What a format needs to know of the signer to write its header. */
export interface SignerHeader {
  readonly algorithm: Algorithm;
  readonly keyId: string;
  /** Certificates of the signing key, where the format carries them. */
  readonly certificates?: CertificateChain;
}

/** Certificates in DER, the signing key's first, without the root. */
export interface CertificateChain {
  readonly der: readonly Uint8Array[];
  /** When the first is valid: what it signs must not begin before or outlive it. */
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Turns a draft into a credential. Adding one is a file, a line in `registry.ts` and a pass of `format.contract.ts`. */
export interface CredentialFormat {
  readonly id: FormatId;
  /** The format's own members of a credential configuration (OpenID4VCI 1.0, appendix A). */
  describe(contract: {
    readonly rules: ContractRules;
    readonly vct: string;
    readonly algorithm: Algorithm;
  }): Record<string, unknown>;
  encode(draft: CredentialDraft, signer: SignerHeader, random: Random): UnsignedCredential;
  /** What the Issuer API wants signed (Issuer API reference, section 8.3). */
  encodeDocument(document: PreparedDocument, signer: SignerHeader, random: Random): UnsignedCredential;
}
