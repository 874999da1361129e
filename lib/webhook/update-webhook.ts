import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { sealWebhookUrl } from "@/lib/delivery/webhook-url";
import { defineUseCase } from "@/lib/use-case";
import { UpdateWebhook, type WebhookView } from "@/lib/webhook/schema";
import { dropWaiting, fetchWebhook, headOfTrail, noSuchWebhook, requirePermittedUrl } from "@/lib/webhook/store";

/** Changes what is given. One that is switched on again is told of what happens from then on. */
export const updateWebhook = defineUseCase(
  { name: "updateWebhook", input: UpdateWebhook },
  async (ctx, { id, url, enabled, ...changes }): Promise<WebhookView> => {
    if (url !== undefined) requirePermittedUrl(ctx, url);
    const sealedUrl = url === undefined ? undefined : await sealWebhookUrl(ctx, ctx.tenantId, id, url);
    await inTransaction(ctx, async (tx) => {
      const where = { tenantId: tx.tenantId, id };
      const { count } = await tx.db.webhook.updateMany({
        where,
        data: { ...changes, ...(sealedUrl && { sealedUrl }), updatedAt: tx.now() },
      });
      if (count === 0) throw noSuchWebhook();
      if (enabled !== undefined) await turn(tx, id, enabled);
      const details = {
        ...(changes.name !== undefined && { name: changes.name }),
        ...(url !== undefined && { host: new URL(url).host }),
        ...(changes.events && { events: changes.events.length }),
        ...(enabled !== undefined && { enabled }),
      };
      await record(tx, { action: "webhook.updated", targetType: "webhook", targetId: id, details });
    });
    return fetchWebhook(ctx, id);
  },
);

async function turn(tx: Ctx, id: string, enabled: boolean): Promise<void> {
  const { count } = await tx.db.webhook.updateMany({
    where: { tenantId: tx.tenantId, id, enabled: !enabled },
    data: { enabled, ...(enabled && { position: await headOfTrail(tx), since: tx.now() }) },
  });
  if (count === 1 && !enabled) await dropWaiting(tx, id);
}
