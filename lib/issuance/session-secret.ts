import { base64url, fromBase64url, isBase64url } from "@/lib/kernel/bytes";
import type { Random } from "@/lib/kernel/ids";

const ID_BYTES = 16;
const RANDOM_BYTES = 32;

/**
 * What an offer's URL and its pre-authorized code are made of: the session's id, so that the audit row of a statement
 * can name it before the session is read, and 256 random bits.
 */
export function makeSessionSecret(random: Random, sessionId: string): string {
  return base64url(Buffer.concat([Buffer.from(sessionId.replaceAll("-", ""), "hex"), random.bytes(RANDOM_BYTES)]));
}

/** The session that a secret says it is of, to be believed only with the secret's hash; null when it is none of ours. */
export function sessionIdIn(secret: string): string | null {
  if (!isBase64url(secret) || secret.length > 100) return null;
  const bytes = Buffer.from(fromBase64url(secret));
  if (bytes.length !== ID_BYTES + RANDOM_BYTES) return null;
  const hex = bytes.toString("hex", 0, ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
