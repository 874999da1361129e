import type { Ctx } from "@/lib/context";
import { type SentRequest, sealRequest } from "@/lib/delivery/sent-request";
import { callbackHeaders } from "@/lib/issuance/callback-keys";

/** One event on its way to one receiver. */
export interface Delivery {
  readonly kind: "callback" | "webhook";
  readonly event: string;
  /** The same for each attempt to tell of one event, so that a receiver can tell a repetition. */
  readonly eventId: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is kept of a body that holds a credential or claims: those are the receiver's and the wallet's only. */
  readonly keptBody?: string;
  readonly sessionId?: string | null;
  readonly webhookId?: string | null;
  readonly replayOf?: string | null;
  readonly attempt?: number;
  readonly timeoutMs?: number;
}

const insertDelivery = {
  name: "insert-callback-delivery",
  text: `INSERT INTO callback_delivery
    (tenant_id, id, kind, session_id, webhook_id, event, event_id, sealed_request, shortened, attempt, replay_of, outcome,
     http_status, cause, duration_ms, delivered_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
};

/**
 * Sends an event, signed over `id.timestamp.body` (security E6), and waits for the answer. True when a 2xx confirmed it
 * in time. Every attempt is kept, however it ended.
 */
export async function deliver(ctx: Ctx, delivery: Delivery): Promise<boolean> {
  const { url, headers = {}, body } = delivery;
  const startedAt = ctx.now();
  const answer = await ctx.egress.request(url, {
    method: "POST",
    tenantId: ctx.tenantId,
    headers: { ...headers, "content-type": "application/json", ...callbackHeaders(ctx, delivery.eventId, body) },
    body,
    ...(delivery.kind === "webhook" && { lane: "webhooks" as const }),
    ...(delivery.timeoutMs !== undefined && { timeoutMs: delivery.timeoutMs }),
  });
  const confirmed = answer.ok && answer.status >= 200 && answer.status < 300;
  const endedAt = ctx.now();
  const id = ctx.random.uuid();
  await ctx.sql(insertDelivery, [
    ctx.tenantId,
    id,
    delivery.kind,
    delivery.sessionId ?? null,
    delivery.webhookId ?? null,
    delivery.event,
    delivery.eventId,
    await sealRequest(ctx, { tenantId: ctx.tenantId, table: "callback_delivery", row: id }, kept(delivery)),
    delivery.keptBody !== undefined,
    delivery.attempt ?? 1,
    delivery.replayOf ?? null,
    confirmed ? "confirmed" : "refused",
    answer.ok ? answer.status : null,
    answer.ok ? null : answer.cause,
    endedAt.getTime() - startedAt.getTime(),
    confirmed ? endedAt : null,
    startedAt,
  ]);
  return confirmed;
}

const kept = ({ url, headers = {}, body, keptBody }: Delivery): SentRequest => ({
  url,
  headers: { ...headers },
  body: keptBody ?? body,
});
