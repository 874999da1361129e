import type { Platform } from "@/lib/context";
import { isWholeText } from "@/lib/kernel/whole-text";
import { findTenant, type TenantState } from "@/lib/tenant/store";

/** The tenant of whoever names none. */
export const DEFAULT_TENANT = "default";

const findTenantIdByName = { name: "find-tenant-id-by-name", text: "SELECT id FROM tenant WHERE name_key = $1" };

/** The tenant of this name, in whatever case; null when there is none. */
export async function findTenantByName(platform: Platform, name: string): Promise<TenantState | null> {
  if (!isWholeText(name)) return null;
  const key = name.normalize("NFC").trim().toLowerCase();
  const [row] = await platform.sql<{ id: string }>(findTenantIdByName, [key]);
  return row ? findTenant(platform, row.id) : null;
}
