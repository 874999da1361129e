import { decodeJwt } from "jose";
import type { Platform } from "@/lib/context";
import { publishStatusList } from "@/lib/status-list/publish";

/** The other way to a status list (Admin API, section 17): a DID document names it, a verifier asks it for the list. */
export const identityHubUrl = ({ publicUrl }: Pick<Platform, "publicUrl">): string => `${publicUrl}/v1.0/identityHub`;

/** The list of that issuer as a signed Status List 2021 credential; null when the issuer has no such list. */
export async function readListOfIssuer(platform: Platform, listId: string, did: string): Promise<string | null> {
  const list = await publishStatusList(platform, listId, "list2021");
  return list && decodeJwt(list.text).iss === did ? list.text : null;
}
