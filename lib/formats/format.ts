import type { ContractRules, StatusEntryType } from "@/lib/contract/rules-schema";
import type { FormatId } from "@/lib/contract/schema";
import type { Random } from "@/lib/kernel/ids";
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
  readonly claims: Readonly<Record<string, string>>;
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

/** Bytes to be signed, and what to make of the signature. */
export interface UnsignedCredential {
  readonly signingInput: Uint8Array;
  complete(signature: Uint8Array): string;
}

/** What a format needs to know of the signer to write its header. */
export interface SignerHeader {
  readonly algorithm: Algorithm;
  readonly keyId: string;
}

/** Turns a draft into a credential. Adding one is a file, a line in `registry.ts` and a pass of `format.contract.ts`. */
export interface CredentialFormat {
  readonly id: FormatId;
  /** The format's own members of a credential configuration (OpenID4VCI 1.0, appendix A). */
  describe(contract: { readonly rules: ContractRules; readonly vct: string }): Record<string, unknown>;
  encode(draft: CredentialDraft, signer: SignerHeader, random: Random): UnsignedCredential;
}
