import { scrypt } from "node:crypto";
import { promisify } from "node:util";
import type { Platform } from "@/lib/context";
import type { TransactionCode } from "@/lib/issuance/schema";
import { base64url, fromBase64url } from "@/lib/kernel/bytes";
import { equalInConstantTime, hmacSha256, sha256 } from "@/lib/kernel/hash";

const stretch = promisify<Buffer, Uint8Array, number, Buffer>(scrypt);
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Wrong codes an offer bears before it is dead (security P1). */
export const TRANSACTION_CODE_ATTEMPTS = 5;

async function hashOf(platform: Platform, salt: Uint8Array, value: string): Promise<string> {
  return base64url(await stretch(hmacSha256(platform.masterKeys.key("pepper"), value), salt, HASH_BYTES));
}

/** scrypt with pepper (security S6): `<caller's salt, base64url>.<salt>.<hash>`; the first part is empty for a plain code. */
export async function storeTransactionCode(platform: Platform, code: TransactionCode): Promise<string> {
  const salt = platform.random.bytes(SALT_BYTES);
  const callerSalt = code.kind === "hashed" ? `h${base64url(code.salt)}` : "";
  return [callerSalt, base64url(salt), await hashOf(platform, salt, code.value)].join(".");
}

/** True when this is the code. It is taken to the letter: no trimming, no other digits (security L5). */
export async function isTransactionCode(platform: Platform, stored: string, typed: string): Promise<boolean> {
  const [callerSalt = "", salt = "", hash = ""] = stored.split(".");
  const value = callerSalt
    ? sha256(Buffer.from(fromBase64url(callerSalt.slice(1))).toString() + typed).toString("base64")
    : typed;
  return equalInConstantTime(await hashOf(platform, fromBase64url(salt), value), hash);
}
