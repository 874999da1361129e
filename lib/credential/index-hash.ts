import type { Platform } from "@/lib/context";
import { hmacSha256, sha256 } from "@/lib/kernel/hash";

/** The hash that clients send: base64(SHA-256(contract id + claim value)) (Admin API reference, section 9.3). */
export const wireIndexHash = (contractPublicId: string, value: string): string =>
  sha256(contractPublicId + value).toString("base64");

/** What is stored: the wire hash is guessable for short values, its HMAC under pepper, tenant and contract is not (security S7). */
export const storedIndexHash = (
  platform: Pick<Platform, "masterKeys">,
  tenantId: string,
  contractId: string,
  wireHash: string,
): string =>
  hmacSha256(platform.masterKeys.key("index-claim"), [tenantId, contractId, wireHash].join("\u0000")).toString(
    "base64url",
  );
