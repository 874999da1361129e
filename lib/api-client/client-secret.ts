import { type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Platform } from "@/lib/context";
import { hmacSha256 } from "@/lib/kernel/hash";

const stretch = promisify<Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt);
const cost = { N: 2 ** 14, r: 8, p: 1 };
const LENGTH = 32;

const derive = ({ masterKeys }: Platform, secret: string, salt: Buffer): Promise<Buffer> =>
  stretch(hmacSha256(masterKeys.key("pepper"), secret), salt, LENGTH, cost);

/** How a client secret is stored: scrypt over the peppered secret (security S6). */
export async function hashClientSecret(platform: Platform, secret: string): Promise<string> {
  const salt = Buffer.from(platform.random.bytes(16));
  const derived = await derive(platform, secret, salt);
  return ["scrypt", salt.toString("base64url"), derived.toString("base64url")].join("$");
}

export async function matchesClientSecret(platform: Platform, stored: string, secret: string): Promise<boolean> {
  const [kind, salt, expected] = stored.split("$");
  if (kind !== "scrypt" || !salt || !expected) throw new Error("A client secret is stored in an unknown form.");
  const derived = await derive(platform, secret, Buffer.from(salt, "base64url"));
  return timingSafeEqual(derived, Buffer.from(expected, "base64url"));
}
