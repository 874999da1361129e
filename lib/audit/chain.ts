import { hmacSha256 } from "@/lib/kernel/hash";
import type { MasterKeys } from "@/lib/kernel/master-keys";

/** What the first link hangs on. */
export const GENESIS = "";

/** A link of the chain: it binds a row's content (by its mac) to its place and to everything before it. */
export function chainLink(masterKeys: MasterKeys, previous: string, mac: string, sequence: bigint): string {
  return hmacSha256(masterKeys.key("audit"), `${previous}.${mac}.${sequence}`).toString("base64url");
}
