import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { sealWebhookUrl } from "@/lib/delivery/webhook-url";
import { Problem } from "@/lib/kernel/errors";
import { holdTenantAlone } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";
import { NewWebhook, WEBHOOKS_MAX, type WebhookView } from "@/lib/webhook/schema";
import { fetchWebhook, headOfTrail, requirePermittedUrl } from "@/lib/webhook/store";

/** Subscribes an address to events. What it is told is signed by the installation's key, so there is no secret to keep. */
export const createWebhook = defineUseCase(
  { name: "createWebhook", input: NewWebhook },
  async (ctx, { name, url, events }): Promise<WebhookView> => {
    requirePermittedUrl(ctx, url);
    const id = ctx.random.uuid();
    const sealedUrl = await sealWebhookUrl(ctx, ctx.tenantId, id, url);
    await inTransaction(ctx, async (tx) => {
      await holdTenantAlone(tx);
      if ((await tx.db.webhook.count({ where: { tenantId: tx.tenantId } })) >= WEBHOOKS_MAX) {
        throw new Problem("conflict", `There are ${WEBHOOKS_MAX} webhooks already: delete one first.`);
      }
      const now = tx.now();
      const position = await headOfTrail(tx);
      const times = { position, since: now, createdAt: now, updatedAt: now };
      await tx.db.webhook.create({ data: { tenantId: tx.tenantId, id, name, sealedUrl, events, ...times } });
      const details = { name, host: new URL(url).host, events: events.length };
      await record(tx, { action: "webhook.created", targetType: "webhook", targetId: id, details });
    });
    return fetchWebhook(ctx, id);
  },
);
