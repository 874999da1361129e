import type { KeyObject } from "node:crypto";
import { type KeyType, PublicJwk } from "@/lib/signing-key/schema";

const curves = new Set<KeyType>(["P-256", "P-384", "P-521", "secp256k1", "Ed25519"]);

/** What kind of key this is, or null when it is none we sign with. */
function keyTypeOf(key: KeyObject, jwk: PublicJwk): KeyType | null {
  const name = jwk.kty === "RSA" ? `RSA-${key.asymmetricKeyDetails?.modulusLength}` : jwk.crv;
  return name === "RSA-2048" || name === "RSA-3072" || name === "RSA-4096" || curves.has(name as KeyType)
    ? (name as KeyType)
    : null;
}

export interface KnownPublicKey {
  readonly jwk: PublicJwk;
  readonly keyType: KeyType;
}

/** A public key with its kind; null when it is none that we sign with. */
export function knownPublicKey(key: KeyObject): KnownPublicKey | null {
  const jwk = PublicJwk.safeParse(key.export({ format: "jwk" }));
  const keyType = jwk.success ? keyTypeOf(key, jwk.data) : null;
  return jwk.success && keyType ? { jwk: jwk.data, keyType } : null;
}

/** The public JWK of a public key object, or null when it is not of the kind that was asked for. */
export function publicJwkOf(key: KeyObject, keyType: KeyType): PublicJwk | null {
  const known = knownPublicKey(key);
  return known?.keyType === keyType ? known.jwk : null;
}
