import * as z from "zod";
import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { forgetTenant } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * Opens the tenant for work. Doing it again changes nothing and answers the same. After an opt-out it opens a new and
 * empty environment: what was before stays deleted.
 */
export const onboardTenant = defineUseCase({ name: "onboardTenant", input: z.undefined() }, (ctx) =>
  inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.tenant.updateMany({
      where: { id: tx.tenantId, onboardedAt: null },
      data: { onboardedAt: tx.now(), status: "enabled" },
    });
    if (count === 1) {
      await record(tx, { action: "tenant.onboarded", targetType: "tenant", targetId: tx.tenantId });
      forgetTenant(ctx, tx.tenantId);
      return { id: tx.tenantId };
    }
    return { id: tx.tenantId };
  }),
);
