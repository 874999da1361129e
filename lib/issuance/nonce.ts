import { timingSafeEqual } from "node:crypto";
import type { Platform } from "@/lib/context";
import { base64url, fromBase64url, isBase64url } from "@/lib/kernel/bytes";
import { hmacSha256 } from "@/lib/kernel/hash";

/**
 * Nonces are stateless to give: expiry (4 bytes, seconds), random (16 bytes) and an HMAC that binds both to the
 * authority. The first use of one writes a row that binds it to the access token (security P1).
 */
export const NONCE_LIFETIME_SECONDS = 300;
const EXPIRY_BYTES = 4;
const RANDOM_BYTES = 16;
const MAC_BYTES = 16;
const CONTENT_BYTES = EXPIRY_BYTES + RANDOM_BYTES;

const macOf = (platform: Platform, authorityId: string, content: Uint8Array): Buffer =>
  hmacSha256(platform.masterKeys.key("nonce"), Buffer.concat([Buffer.from(authorityId), content])).subarray(
    0,
    MAC_BYTES,
  );

export function makeNonce(platform: Platform, authorityId: string): string {
  const content = Buffer.alloc(CONTENT_BYTES);
  content.writeUInt32BE(Math.floor(platform.now().getTime() / 1000) + NONCE_LIFETIME_SECONDS);
  content.set(platform.random.bytes(RANDOM_BYTES), EXPIRY_BYTES);
  return base64url(Buffer.concat([content, macOf(platform, authorityId, content)]));
}

/** When this authority's nonce runs out; null when it is not ours, tampered with or stale. */
export function nonceExpiry(platform: Platform, authorityId: string, nonce: string): Date | null {
  if (!isBase64url(nonce) || nonce.length > 64) return null;
  const bytes = Buffer.from(fromBase64url(nonce));
  if (bytes.length !== CONTENT_BYTES + MAC_BYTES) return null;
  const content = bytes.subarray(0, CONTENT_BYTES);
  if (!timingSafeEqual(bytes.subarray(CONTENT_BYTES), macOf(platform, authorityId, content))) return null;
  const expiry = new Date(content.readUInt32BE() * 1000);
  return expiry > platform.now() ? expiry : null;
}
