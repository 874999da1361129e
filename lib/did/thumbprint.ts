import { sha256Base64url } from "@/lib/kernel/hash";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** What identifies a key of each kind, in the order that the thumbprint wants (RFC 7638, section 3.2; RFC 8037). */
const identifying = { EC: ["crv", "kty", "x", "y"], OKP: ["crv", "kty", "x"], RSA: ["e", "kty", "n"] } as const;

/** The SHA-256 thumbprint of a key, base64url (RFC 7638): at once, where the library would wait for another thread. */
export const thumbprintOf = (jwk: PublicJwk): string =>
  sha256Base64url(JSON.stringify(Object.fromEntries(identifying[jwk.kty].map((member) => [member, jwk[member]]))));
