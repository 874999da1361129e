import type { Platform } from "@/lib/context";
import type { ContractRules } from "@/lib/contract/rules-schema";
import type { CredentialStatusReference } from "@/lib/formats/format";
import type { DrawnIndex } from "@/lib/status-list/draw";
import { statusListUrl } from "@/lib/status-list/publish";

type PublicUrl = Pick<Platform, "publicUrl">;

/** How a credential names its entry of our lists. */
export const statusReference = (
  platform: PublicUrl,
  rules: ContractRules,
  { statusListId, index }: DrawnIndex,
): CredentialStatusReference => ({
  uri: statusListUrl(platform, statusListId, "token"),
  index,
  w3c: w3cStatus(platform, rules, statusListId),
});

/** The organisation's own endpoint, where the contract names one: lists are told apart there by their ids. */
function w3cStatus(platform: PublicUrl, { customStatusEndpoint }: ContractRules, listId: string) {
  if (!customStatusEndpoint) {
    return { type: "BitstringStatusListEntry", listUri: statusListUrl(platform, listId, "bitstring") } as const;
  }
  const { url, type } = customStatusEndpoint;
  return { type, listUri: `${url.replace(/\/+$/, "")}/${listId}` };
}
