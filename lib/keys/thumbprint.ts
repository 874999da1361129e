import { sha256Base64url } from "@/lib/kernel/hash";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** RFC 7638, SHA-256: the members that make the key, in the order of their names. */
export function keyThumbprint({ kty, crv, x, y, n, e }: PublicJwk): string {
  if (kty === "RSA") return sha256Base64url(JSON.stringify({ e, kty, n }));
  return sha256Base64url(JSON.stringify(kty === "EC" ? { crv, kty, x, y } : { crv, kty, x }));
}
