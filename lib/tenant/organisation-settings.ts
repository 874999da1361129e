import type { Ctx } from "@/lib/context";
import type { OrganisationSettings } from "@/lib/tenant/schema";
import { readSettings } from "@/lib/tenant/settings";
import { notOnboarded } from "@/lib/tenant/store";

/** The settings as they are shown: with what stands where nothing was chosen. */
export async function organisationSettings(ctx: Ctx): Promise<OrganisationSettings> {
  const tenant = await ctx.db.tenant.findUnique({ where: { id: ctx.tenantId }, select: { name: true } });
  if (!tenant) throw notOnboarded();
  const { displayName, ...settings } = await readSettings(ctx);
  return {
    id: ctx.tenantId,
    name: displayName ?? tenant.name,
    ...settings,
    serverKeyStore: ctx.defaultBackend,
  };
}
