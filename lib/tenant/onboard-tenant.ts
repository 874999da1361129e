import * as z from "zod";
import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { forgetTenant } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";

/** Opens the tenant for work. Doing it again changes nothing and answers the same. */
export const onboardTenant = defineUseCase({ name: "onboardTenant", input: z.undefined() }, (ctx) =>
  inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.tenant.updateMany({
      where: { id: tx.tenantId, onboardedAt: null, status: "enabled" },
      data: { onboardedAt: tx.now() },
    });
    if (count === 1) {
      await record(tx, { action: "tenant.onboarded", targetType: "tenant", targetId: tx.tenantId });
      forgetTenant(ctx, tx.tenantId);
      return { id: tx.tenantId };
    }
    const tenant = await tx.db.tenant.findUnique({ where: { id: tx.tenantId }, select: { status: true } });
    if (tenant?.status !== "enabled") throw new Problem("tenant_not_onboarded", "This tenant has opted out.");
    return { id: tx.tenantId };
  }),
);
