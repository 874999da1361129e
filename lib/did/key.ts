import { ECDH } from "node:crypto";
import { fromBase58 } from "@/lib/did/base58";
import { publicJwkOf } from "@/lib/did/public-jwk";
import { base64url } from "@/lib/kernel/bytes";
import type { PublicJwk } from "@/lib/signing-key/schema";

const PREFIX = "did:key:z";

/** The key inside a `did:key` of P-256 or Ed25519; null when it is none. Its key id is `#` and the same text again. */
export function jwkOfDidKey(did: string): PublicJwk | null {
  const bytes = did.startsWith(PREFIX) ? fromBase58(did.slice(PREFIX.length)) : null;
  if (!bytes) return null;
  // The multicodec is an unsigned varint: 0x1200 for P-256, 0xed for Ed25519.
  if (bytes.length === 35 && bytes[0] === 0x80 && bytes[1] === 0x24) return p256(bytes.subarray(2));
  if (bytes.length === 34 && bytes[0] === 0xed && bytes[1] === 0x01) {
    return publicJwkOf({ kty: "OKP", crv: "Ed25519", x: base64url(bytes.subarray(2)) });
  }
  return null;
}

function p256(compressed: Uint8Array): PublicJwk | null {
  try {
    const point = ECDH.convertKey(compressed, "prime256v1", undefined, undefined, "uncompressed") as Buffer;
    return publicJwkOf({
      kty: "EC",
      crv: "P-256",
      x: base64url(point.subarray(1, 33)),
      y: base64url(point.subarray(33)),
    });
  } catch {
    return null;
  }
}
