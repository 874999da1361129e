import type { ResolveWeb } from "@/lib/did/holder";
import { didJwkOf } from "@/lib/did/jwk";
import { thumbprintOf } from "@/lib/did/thumbprint";
import type { Holder } from "@/lib/formats/format";
import { Problem } from "@/lib/kernel/errors";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** A key proof of a credential request, as it came. */
export interface KeyProof {
  readonly type: "jwt" | "cwt";
  readonly text: string;
}

/** The same taken apart, and not yet believed. */
export interface DecodedProof {
  /** By JOSE's names, whatever it is written in. */
  readonly claims: { readonly aud: unknown; readonly iat: unknown; readonly nonce: unknown };
  /** Whose proof it is, once its signature holds. */
  prove(source: KeySource): Promise<Holder>;
}

/** What it takes to find the key that a proof names. */
export interface KeySource {
  readonly resolveWeb: ResolveWeb;
  readonly now: Date;
}

export const invalidProof = (message: string): Problem => new Problem("invalid_proof", message);

export const holderOf = (jwk: PublicJwk, did: string = didJwkOf(jwk)): Holder => ({
  jwk,
  did,
  thumbprint: thumbprintOf(jwk),
});
