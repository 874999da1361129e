import { constants, createPublicKey, type KeyObject, verify } from "node:crypto";
import { LRUCache } from "lru-cache";
import { hashOf } from "@/lib/keys/algorithms";
import type { Algorithm, PublicJwk } from "@/lib/signing-key/schema";

/** Importing a key costs more than verifying with it, and each is wanted at least twice: to be judged, and to verify. */
const imported = new LRUCache<string, KeyObject>({ max: 1000 });

/** The key as node:crypto wants it; throws when its point is not on its curve. */
export function importPublicKey(jwk: PublicJwk): KeyObject {
  const name = JSON.stringify(jwk);
  const known = imported.get(name);
  if (known) return known;
  const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
  imported.set(name, key);
  return key;
}

/** Checks a JOSE signature (RFC 7518: ECDSA as r‖s). */
export async function verifySignature(
  jwk: PublicJwk,
  algorithm: Algorithm,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = importPublicKey(jwk);
  if (algorithm === "EdDSA") return verify(null, data, key, signature);
  if (algorithm.startsWith("ES")) return verify(hashOf[algorithm], data, { key, dsaEncoding: "ieee-p1363" }, signature);
  return verify(hashOf[algorithm], data, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
}
