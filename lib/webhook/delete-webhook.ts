import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { defineUseCase } from "@/lib/use-case";
import { WebhookRef } from "@/lib/webhook/schema";
import { dropWaiting, noSuchWebhook } from "@/lib/webhook/store";

/** Ends a subscription and what waits for it. What was sent stays among the deliveries. */
export const deleteWebhook = defineUseCase(
  { name: "deleteWebhook", input: WebhookRef },
  (ctx, { id }): Promise<void> =>
    inTransaction(ctx, async (tx) => {
      const { count } = await tx.db.webhook.deleteMany({ where: { tenantId: tx.tenantId, id } });
      if (count === 0) throw noSuchWebhook();
      await dropWaiting(tx, id);
      await record(tx, { action: "webhook.deleted", targetType: "webhook", targetId: id });
    }),
);
