import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { organisationSettings } from "@/lib/tenant/organisation-settings";
import { type OrganisationSettings, UpdateOrganisationSettings } from "@/lib/tenant/schema";
import { readSettings } from "@/lib/tenant/settings";
import { holdTenantAlone } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";

/** Each given member replaces the stored one; the others stay. */
export const updateOrganisationSettings = defineUseCase(
  { name: "updateOrganisationSettings", input: UpdateOrganisationSettings },
  async (ctx, { name, ...changes }): Promise<OrganisationSettings> => {
    const given = { ...changes, ...(name !== undefined && { displayName: name }) };
    const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
    if (chosen.length > 0) {
      await inTransaction(ctx, async (tx) => {
        await holdTenantAlone(tx);
        const settings = { ...(await readSettings(tx)), ...Object.fromEntries(chosen) };
        await tx.db.tenant.updateMany({ where: { id: tx.tenantId }, data: { settings } });
        const details = Object.fromEntries(chosen);
        await record(tx, { action: "tenant.settings_changed", targetType: "tenant", targetId: tx.tenantId, details });
      });
    }
    return organisationSettings(ctx);
  },
);
