import type { Ctx, Platform } from "@/lib/context";
import { MOST_ATTEMPTS, messageColumns, queueInsert } from "@/lib/delivery/outbox";
import { logSkipped } from "@/lib/kernel/log-skipped";
import { eventBody, eventIdOf, type SubscribedEvent } from "@/lib/webhook/event-body";

const AT_ONCE = 200;
/** Who does not take what is sent gets no more until it is taken or given up: the trail keeps the rest meanwhile. */
const WAITING_MAX = 1000;

const behind = `webhook w JOIN tenant t ON t.id = w.tenant_id AND t.status = 'enabled'
    JOIN audit_head h ON h.tenant_id = w.tenant_id AND h.sequence > w.position
    WHERE w.enabled AND (SELECT count(*) FROM outgoing_message m
      WHERE m.tenant_id = w.tenant_id AND m.webhook_id = w.id AND m.state = 'waiting') < ${WAITING_MAX}`;

export const webhooksWait = `EXISTS (SELECT FROM ${behind})`;

const behindStatement = {
  name: "webhooks-behind-the-trail",
  text: `SELECT w.tenant_id, w.id, w.events, w.position::text, w.since, h.sequence::text AS head FROM ${behind}`,
};

interface Behind {
  tenant_id: string;
  id: string;
  events: string[];
  position: string;
  since: Date;
  head: string;
}

const eventsStatement = {
  name: "events-for-webhook",
  text: `SELECT id, action, occurred_at, target_type, target_id, details, sequence::text FROM audit_event
    WHERE tenant_id = $1 AND sequence > $2 AND sequence <= $3 AND action = ANY($4) AND occurred_at >= $5
    ORDER BY sequence LIMIT ${AT_ONCE}`,
};

/** Moves the webhook on and queues its events by one statement, unless another process has moved it meanwhile. */
const queueStatement = {
  name: "queue-webhook-events",
  text: `WITH moved AS (
      UPDATE webhook SET position = $4 WHERE tenant_id = $2 AND id = $3 AND position = $5 AND enabled RETURNING id),
    queued AS (${queueInsert(6, "JOIN moved ON moved.id = m.webhook_id")})
    SELECT id FROM moved`,
};

/**
 * The audit trail is the outbox: its rows are written with the change they tell of (security I9) and get their places in
 * an unbroken order, so that each webhook can be led along it and misses nothing, over a crash too.
 */
export async function queueWebhooks(platform: Platform): Promise<void> {
  for (const webhook of await platform.sql<Behind>(behindStatement, [])) {
    // One that fails waits for the next turn, and holds up none of the others.
    await leadOn(platform, webhook).catch((error: unknown) => logSkipped("queue-webhooks", webhook.id, error));
  }
}

async function leadOn(platform: Platform, webhook: Behind): Promise<void> {
  const ctx = contextOf(platform, webhook);
  const range = [webhook.position, webhook.head, webhook.events, webhook.since];
  const events = await platform.sql<SubscribedEvent & { sequence: string }>(eventsStatement, [ctx.tenantId, ...range]);
  const to = events.length === AT_ONCE ? (events.at(-1)?.sequence ?? webhook.head) : webhook.head;
  const messages = events.map((event) => ({
    webhookId: webhook.id,
    sessionId: event.target_type === "issuance" ? event.target_id : null,
    replayOf: null,
    event: event.action,
    eventId: eventIdOf(event.id),
    request: { url: null, headers: {}, body: eventBody(ctx.tenantId, event) },
    mostAttempts: MOST_ATTEMPTS,
  }));
  const columns = await messageColumns(ctx, messages);
  await platform.sql(queueStatement, [ctx.now(), ctx.tenantId, webhook.id, to, webhook.position, ...columns]);
}

const contextOf = (platform: Platform, { tenant_id: tenantId, id }: Behind): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: id,
  actor: { type: "system", id: "webhooks", permissions: [] },
});
