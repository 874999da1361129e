import { ApiClientRef } from "@/lib/api-client/schema";
import { forgetApiClient } from "@/lib/api-client/store";
import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Shuts a client out for good; its tokens stop working within a second (security A3). Twice changes nothing. */
export const disableApiClient = defineUseCase(
  { name: "disableApiClient", input: ApiClientRef },
  async (ctx, { id }) => {
    await inTransaction(ctx, async (tx) => {
      const where = { tenantId: tx.tenantId, id };
      const { count } = await tx.db.apiClient.updateMany({
        where: { ...where, disabledAt: null },
        data: { disabledAt: tx.now() },
      });
      if (count === 1) return record(tx, { action: "api_client.disabled", targetType: "api_client", targetId: id });
      const found = await tx.db.apiClient.findFirst({ where, select: { id: true } });
      if (!found) throw new Problem("not_found", "There is no such API client.");
    });
    forgetApiClient(ctx, ctx.tenantId, id);
  },
);
