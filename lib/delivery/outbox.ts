import type { Ctx } from "@/lib/context";
import type { Delivery } from "@/lib/delivery/deliver";
import { type SentRequest, sealRequest } from "@/lib/delivery/sent-request";

/** After so many tries, the last of them most of a day after the first, a message is given up. */
export const MOST_ATTEMPTS = 10;

export interface QueuedMessage {
  readonly webhookId: string | null;
  readonly sessionId: string | null;
  readonly replayOf: string | null;
  readonly event: string;
  readonly eventId: string;
  readonly request: SentRequest;
  readonly mostAttempts: number;
}

/**
 * For hand-written statements, whose tenant is `$2` and moment `$1`: queues the messages whose columns begin at `first`,
 * those that `chosen`, a join on `m`, leaves.
 */
export function queueInsert(first: number, chosen: string): string {
  const types = ["uuid", "uuid", "uuid", "uuid", "text", "text", "text", "int"];
  const lists = types.map((type, offset) => `$${first + offset}::${type}[]`).join(", ");
  return `INSERT INTO outgoing_message (tenant_id, id, webhook_id, session_id, replay_of, event, event_id, sealed_request,
      most_attempts, due_at, created_at)
    SELECT $2, m.id, m.webhook_id, m.session_id, m.replay_of, m.event, m.event_id, m.request, m.most, $1, $1
    FROM unnest(${lists}) AS m (id, webhook_id, session_id, replay_of, event, event_id, request, most) ${chosen}
    ON CONFLICT DO NOTHING`;
}

const queueStatement = { name: "queue-outgoing-messages", text: queueInsert(3, "") };

/** The eight lists that {@link queueInsert} takes. */
export async function messageColumns(ctx: Ctx, messages: readonly QueuedMessage[]): Promise<unknown[][]> {
  const rows = await Promise.all(
    messages.map(async (message) => {
      const id = ctx.random.uuid();
      const place = { tenantId: ctx.tenantId, table: "outgoing_message" as const, row: id };
      return { ...message, id, sealed: await sealRequest(ctx, place, message.request) };
    }),
  );
  return [
    rows.map(({ id }) => id),
    rows.map(({ webhookId }) => webhookId),
    rows.map(({ sessionId }) => sessionId),
    rows.map(({ replayOf }) => replayOf),
    rows.map(({ event }) => event),
    rows.map(({ eventId }) => eventId),
    rows.map(({ sealed }) => sealed),
    rows.map(({ mostAttempts }) => mostAttempts),
  ];
}

/** Puts messages into the queue of what nobody waits for. One event for one receiver is taken once. */
async function queueMessages(ctx: Ctx, messages: readonly QueuedMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await ctx.sql(queueStatement, [ctx.now(), ctx.tenantId, ...(await messageColumns(ctx, messages))]);
}

/** The same inside a transaction. */
export async function queueMessagesIn(tx: Ctx, messages: readonly QueuedMessage[]): Promise<void> {
  const at = tx.now();
  const data = await Promise.all(
    messages.map(async ({ request, ...message }) => {
      const id = tx.random.uuid();
      const sealedRequest = await sealRequest(
        tx,
        { tenantId: tx.tenantId, table: "outgoing_message", row: id },
        request,
      );
      return { ...message, tenantId: tx.tenantId, id, sealedRequest, dueAt: at, createdAt: at };
    }),
  );
  await tx.db.outgoingMessage.createMany({ data, skipDuplicates: true });
}

/** What a callback is told without anybody waiting for its answer: tried again until it is taken, or given up. */
export const queueDelivery = (ctx: Ctx, delivery: Delivery): Promise<void> => queueMessages(ctx, [queued(delivery)]);

export const queued = ({ event, eventId, url, headers = {}, body, sessionId = null }: Delivery): QueuedMessage => ({
  webhookId: null,
  sessionId,
  replayOf: null,
  event,
  eventId,
  request: { url, headers: { ...headers }, body },
  mostAttempts: MOST_ATTEMPTS,
});
