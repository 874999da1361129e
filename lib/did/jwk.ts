import { publicJwkOf } from "@/lib/did/public-jwk";
import { base64url, fromBase64url, isBase64url } from "@/lib/kernel/bytes";
import type { PublicJwk } from "@/lib/signing-key/schema";

const PREFIX = "did:jwk:";
const LENGTH_MAX = 4096;

/** The key inside a `did:jwk`; null when it is none. Its only key id is `#0`. */
export function jwkOfDidJwk(did: string): PublicJwk | null {
  const text = did.startsWith(PREFIX) ? did.slice(PREFIX.length) : "";
  if (!text || text.length > LENGTH_MAX || !isBase64url(text)) return null;
  try {
    return publicJwkOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(text))));
  } catch {
    return null;
  }
}

/** The `did:jwk` of a public key. */
export const didJwkOf = (jwk: PublicJwk): string => PREFIX + base64url(JSON.stringify(jwk));
