import { record } from "@/lib/audit/record";
import { deliver } from "@/lib/delivery/deliver";
import { unsealWebhookUrl } from "@/lib/delivery/webhook-url";
import { defineUseCase } from "@/lib/use-case";
import { eventBody, eventIdOf } from "@/lib/webhook/event-body";
import { TEST_EVENT, WebhookRef, type WebhookTest } from "@/lib/webhook/schema";
import { noSuchWebhook } from "@/lib/webhook/store";

/** Sends a test event at once, also to a webhook that is off, and says whether it was taken. */
export const testWebhook = defineUseCase(
  { name: "testWebhook", input: WebhookRef },
  async (ctx, { id }): Promise<WebhookTest> => {
    const { tenantId } = ctx;
    const webhook = await ctx.db.webhook.findUnique({ where: { tenantId_id: { tenantId, id } } });
    if (!webhook) throw noSuchWebhook();
    await record(ctx, { action: "webhook.tested", targetType: "webhook", targetId: id });
    const event = {
      id: ctx.random.uuid(),
      action: TEST_EVENT,
      occurred_at: ctx.now(),
      target_type: "webhook",
      target_id: id,
      details: {},
    };
    const eventId = eventIdOf(event.id);
    const confirmed = await deliver(ctx, {
      kind: "webhook",
      event: TEST_EVENT,
      eventId,
      url: await unsealWebhookUrl(ctx, tenantId, id, webhook.sealedUrl),
      body: eventBody(tenantId, event),
      webhookId: id,
    });
    const where = { tenantId, webhookId: id, eventId };
    const delivery = await ctx.db.callbackDelivery.findFirst({ where, select: { id: true } });
    return { confirmed, deliveryId: delivery?.id ?? null };
  },
);
