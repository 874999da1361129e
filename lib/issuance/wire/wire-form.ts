import type { CredentialMetadata } from "@/lib/contract/presentation";
import type { FormatId } from "@/lib/contract/schema";
import type { ReleasedCredentials } from "@/lib/issuance/claim-credential";
import type { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import type { KeyProof } from "@/lib/issuance/key-proof";
import type { Protocol } from "@/lib/issuance/schema";
import type { CredentialRequest } from "@/lib/issuance/wire/credential-request";
import type { Problem } from "@/lib/kernel/errors";
import type { Algorithm } from "@/lib/signing-key/schema";

/** How a wallet comes to its access token, and what the offer gives it for that. */
export type OfferedGrant =
  | { readonly kind: "preAuthorized"; readonly code: string; readonly txCode: { readonly length: number } | null }
  | { readonly kind: "authorizationCode"; readonly issuerState: string };

/** An offer before it has a form. */
interface OfferContent {
  readonly issuer: string;
  readonly configurationIds: readonly string[];
  /** What draft 11 says instead of the ids, where its offer is to describe the credentials. */
  readonly described?: readonly object[] | undefined;
  readonly grant: OfferedGrant;
}

/** An offer on the wire. */
export interface CredentialOffer {
  credential_issuer: string;
  credential_configuration_ids?: readonly string[];
  /** Draft 11's name for them, or what they are. */
  credentials?: readonly (string | object)[];
  grants: {
    [PRE_AUTHORIZED_GRANT]?: {
      "pre-authorized_code": string;
      tx_code?: { input_mode: "numeric"; length: number; description: string };
      user_pin_required?: boolean;
    };
    authorization_code?: { issuer_state: string };
  };
}

/** A contract in a format, before it has a form. */
export interface OfferedConfiguration {
  readonly id: string;
  readonly format: FormatId;
  /** What older drafts call the format here; null: as they call it elsewhere. */
  readonly olderFormat: string | null;
  /** The format's own members. */
  readonly described: Readonly<Record<string, unknown>>;
  readonly algorithm: Algorithm;
  readonly presentation: CredentialMetadata;
}

interface IssuerContent {
  readonly issuer: string;
  readonly display: readonly { readonly name: string }[];
  readonly configurations: readonly OfferedConfiguration[];
}

/** What a credential request asks for. */
export type Wanted =
  | { readonly by: "identifier"; readonly id: string }
  | { readonly by: "configuration"; readonly id: string }
  /** Either of them: clients of older drafts call both an identifier. */
  | { readonly by: "name"; readonly id: string }
  | { readonly by: "description"; readonly format: string; readonly members: DescribedMembers };

export interface DescribedMembers {
  readonly types?: readonly string[] | undefined;
  readonly vct?: string | undefined;
  readonly doctype?: string | undefined;
}

/** Gives a new nonce, for answers that carry one. */
export type FreshNonce = () => string;

/** An answer's status and JSON body. */
export interface WireAnswer {
  readonly status: number;
  readonly body: object;
}

/**
 * One version of OpenID4VCI on the wire (issuance protocol reference, section 15). Adding one is a file and a line in
 * `registry.ts`. Whatever is checked and issued is the same in all of them.
 */
export interface WireForm {
  readonly protocol: Protocol;
  /** What it calls our formats; a format that is missing cannot be had in this form. */
  readonly formatNames: Readonly<Partial<Record<FormatId, string>>>;
  /** What requests call them, with the names that clients use besides; empty where requests name no format. */
  readonly formats: ReadonlyMap<string, FormatId>;
  /** The `typ` of an SD-JWT VC. */
  readonly sdJwtType: "dc+sd-jwt" | "vc+sd-jwt";
  /** Parameters of the token request that can hold the transaction code, the form's own first. */
  readonly transactionCodeParameters: readonly string[];
  offer(content: OfferContent): CredentialOffer;
  issuerMetadata(content: IssuerContent): object;
  /** What its authorization server metadata say besides. */
  serverMembers(issuer: string): object;
  /** What a token response says besides. */
  tokenMembers(nonce: FreshNonce): object;
  wanted(request: CredentialRequest): Wanted;
  /** The proofs of a request for a credential in this format. */
  proofs(request: CredentialRequest, format: FormatId): KeyProof[];
  /** `format` as the request called it. */
  issued(released: ReleasedCredentials, format: string, nonce: FreshNonce): WireAnswer;
  /** Proven, but handed out at the deferred endpoint only. */
  deferred(transactionId: string, format: string, nonce: FreshNonce): WireAnswer;
  /** Asked for at the deferred endpoint, and not yet there. */
  pending(transactionId: string): WireAnswer;
  /** A refusal of the credential endpoint under the name and with the members of this form. */
  refusal(problem: Problem, nonce: FreshNonce): Problem;
}

/** How a holder's key may be named, where the format does not say otherwise. */
export const BINDING_METHODS = ["jwk", "did:jwk", "did:key"];

/** How long to wait before asking at the deferred endpoint, in seconds. */
export const DEFERRED_INTERVAL_SECONDS = 5;
