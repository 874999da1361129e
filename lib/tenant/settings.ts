import type { Ctx } from "@/lib/context";
import { TenantSettings } from "@/lib/tenant/schema";

/** What the organisation's owners have chosen, with the defaults for the rest. */
export async function readSettings({ db, tenantId }: Ctx): Promise<TenantSettings> {
  const row = await db.tenant.findUnique({ where: { id: tenantId }, select: { settings: true } });
  return TenantSettings.parse(row?.settings ?? {});
}
