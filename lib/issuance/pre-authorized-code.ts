import { base64url, fromBase64url, isBase64url } from "@/lib/kernel/bytes";
import type { Random } from "@/lib/kernel/ids";

const ID_BYTES = 16;
const RANDOM_BYTES = 32;

/** A pre-authorized code: the session's id, so that the audit trail can name it at once, and 256 random bits. */
export function makeCode(random: Random, sessionId: string): string {
  return base64url(Buffer.concat([Buffer.from(sessionId.replaceAll("-", ""), "hex"), random.bytes(RANDOM_BYTES)]));
}

/** The session that a code says it is for, to be believed only with the code's hash; null when it is no code of ours. */
export function sessionIdIn(code: string): string | null {
  if (!isBase64url(code) || code.length > 100) return null;
  const bytes = Buffer.from(fromBase64url(code));
  if (bytes.length !== ID_BYTES + RANDOM_BYTES) return null;
  const hex = bytes.toString("hex", 0, ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
