import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { ReplayDeliveries, type ReplayOutcome } from "@/lib/delivery/schema";
import { sealRequest, unsealRequest } from "@/lib/delivery/sent-request";
import { Problem } from "@/lib/kernel/errors";
import { holdTenant } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * Sends events again that were sent before, each once and signed anew. A replay gates nothing and changes no session. An
 * event that carried a credential or claims is left out: these were not kept.
 */
export const replayDeliveries = defineUseCase(
  { name: "replayDeliveries", input: ReplayDeliveries },
  async (ctx, { ids }): Promise<ReplayOutcome> => {
    const wanted = [...new Set(ids)];
    const where = { tenantId: ctx.tenantId, id: { in: wanted } };
    const found = await ctx.db.callbackDelivery.findMany({ where });
    if (found.length < wanted.length) throw new Problem("not_found", "There is no such delivery.");
    const messages = await Promise.all(found.map((delivery) => replayOf(ctx, delivery)));
    const whole = messages.filter((message) => message !== null);
    if (whole.length === 0) {
      const message = "What was sent held a credential or claims, which are not kept: it cannot be sent again.";
      throw new Problem("invalid_request", message, { fields: { ids: message } });
    }
    await inTransaction(ctx, async (tx) => {
      await holdTenant(tx);
      await tx.db.outgoingMessage.createMany({ data: whole });
      for (const { replayOf: targetId, event } of whole) {
        await record(tx, { action: "delivery.replayed", targetType: "delivery", targetId, details: { event } });
      }
    });
    return { queued: whole.length, skipped: found.length - whole.length };
  },
);

interface Delivered {
  readonly id: string;
  readonly webhookId: string | null;
  readonly sessionId: string | null;
  readonly event: string;
  readonly eventId: string | null;
  readonly sealedRequest: string | null;
  readonly shortened: boolean;
}

async function replayOf(ctx: Ctx, { sealedRequest, eventId, shortened, ...delivery }: Delivered) {
  if (!sealedRequest || !eventId || shortened) return null;
  const { tenantId } = ctx;
  const kept = { tenantId, table: "callback_delivery" as const, row: delivery.id };
  const id = ctx.random.uuid();
  const place = { tenantId, table: "outgoing_message" as const, row: id };
  return {
    tenantId,
    id,
    webhookId: delivery.webhookId,
    sessionId: delivery.sessionId,
    replayOf: delivery.id,
    event: delivery.event,
    eventId,
    sealedRequest: await sealRequest(ctx, place, await unsealRequest(ctx, kept, sealedRequest)),
    mostAttempts: 1,
    dueAt: ctx.now(),
    createdAt: ctx.now(),
  };
}
