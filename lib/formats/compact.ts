import type { UnsignedCredential } from "@/lib/formats/format";
import { base64url, utf8 } from "@/lib/kernel/bytes";

/** A JWS in compact form before its signature (RFC 7515, section 3.1); `tail` follows the signature. */
export function unsignedJws(header: object, payload: object, tail = ""): UnsignedCredential {
  const signingInput = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  return {
    signingInput: utf8(signingInput),
    complete: (signature) => `${signingInput}.${base64url(signature)}${tail}`,
  };
}

/** Whole seconds since 1970, as JWT wants them. */
export const numericDate = (date: Date): number => Math.floor(date.getTime() / 1000);

/** RFC 3339 in UTC without a fraction. */
export const dateTime = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, "Z");
