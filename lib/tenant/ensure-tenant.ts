import type { Platform } from "@/lib/context";
import { invalidField } from "@/lib/kernel/errors";
import { findTenant, newWrappedDataKey, type TenantState } from "@/lib/tenant/store";

const insertTenant = {
  name: "ensure-tenant",
  text: `WITH made AS (
      INSERT INTO tenant (id, name, name_key, wrapped_data_key, created_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING RETURNING id)
    SELECT id FROM made UNION ALL SELECT id FROM tenant WHERE name_key = $3 OR id = $1`,
};

/** The tenant of this name, made when it is new. Names differ by more than case and blanks around them (security L5). */
export async function ensureTenant(platform: Platform, name: string): Promise<TenantState> {
  const shown = name.normalize("NFC").trim();
  if (!shown || shown.length > 80) throw invalidField("tenant", "Give the tenant a name of 1 to 80 characters.");
  return ensure(platform, platform.random.uuid(), shown);
}

/** A tenant that an outside directory knows by this id, which then is its name too. */
export const ensureTenantOfId = (platform: Platform, id: string): Promise<TenantState> => ensure(platform, id, id);

async function ensure(platform: Platform, id: string, name: string): Promise<TenantState> {
  const values = [id, name, name.toLowerCase(), newWrappedDataKey(platform, id), platform.now()];
  for (;;) {
    // A concurrent insert may not be visible to this statement's snapshot: then the next one sees it.
    const [row] = await platform.sql<{ id: string }>(insertTenant, values);
    const tenant = row && (await findTenant(platform, row.id));
    if (tenant) return tenant;
  }
}
