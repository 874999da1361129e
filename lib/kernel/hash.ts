import { createHmac, hash, timingSafeEqual } from "node:crypto";

export const sha256 = (data: Uint8Array | string): Buffer => hash("sha256", data, "buffer");

export const sha256Base64url = (data: Uint8Array | string): string => hash("sha256", data, "base64url");

export const hmacSha256 = (key: Uint8Array, data: Uint8Array | string): Buffer =>
  createHmac("sha256", key).update(data).digest();

/** Compares two strings without telling by its duration where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const a = sha256(left);
  const b = sha256(right);
  return timingSafeEqual(a, b);
}
