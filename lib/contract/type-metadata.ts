import type { Platform } from "@/lib/context";
import { typeDescription } from "@/lib/contract/presentation";
import { contractVersion } from "@/lib/contract/store";
import { isUuid } from "@/lib/kernel/ids";

const findTenantOfContract = {
  name: "find-tenant-of-contract",
  text: `SELECT c.tenant_id, c.name FROM contract c JOIN tenant t ON t.id = c.tenant_id AND t.status = 'enabled'
    WHERE c.id = $1`,
};

/** SD-JWT VC type metadata of one version of a contract; null when there is none. */
export async function typeMetadata(platform: Platform, contractId: string, version: number, vct: string) {
  if (!isUuid(contractId)) return null;
  const [owner] = await platform.sql<{ tenant_id: string; name: string }>(findTenantOfContract, [contractId]);
  const content = owner && (await contractVersion(platform, owner.tenant_id, contractId, version));
  if (!content) return null;
  return typeDescription(content.displays, content.rules, { vct, name: owner.name });
}
