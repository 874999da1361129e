import type { Ctx } from "@/lib/context";
import { callbackHeaders } from "@/lib/issuance/callback-keys";
import type { SessionFailure } from "@/lib/issuance/schema";
import { unsealColumn } from "@/lib/issuance/sealed";
import { sha256 } from "@/lib/kernel/hash";

/** Events of the Request Service (Admin API reference, section 14.2). */
export type CallbackEvent = "request_retrieved" | "issuance_successful" | "issuance_error";

interface CallbackTarget {
  readonly id: string;
  readonly sealed_callback: string | null;
}

const insertDelivery = {
  name: "insert-callback-delivery",
  text: `INSERT INTO callback_delivery
    (tenant_id, id, session_id, event, outcome, http_status, cause, duration_ms, delivered_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

/**
 * Tells the session's callback of an event and waits for its answer. True when a 2xx confirmed it, or when nobody asked
 * to be told; false stops the issuance (security I6, E6). Every attempt is kept.
 */
export async function confirmedByCallback(
  ctx: Ctx,
  session: CallbackTarget,
  event: CallbackEvent,
  error?: SessionFailure,
): Promise<boolean> {
  if (!session.sealed_callback) return true;
  const place = { tenantId: ctx.tenantId, sessionId: session.id };
  const callback = await unsealColumn(ctx, place, "sealed_callback", session.sealed_callback);
  const body = JSON.stringify({
    requestId: session.id,
    requestStatus: event,
    state: callback.state,
    ...(error && { error: wireError(error) }),
  });
  const startedAt = ctx.now();
  const answer = await ctx.egress.request(callback.url, {
    method: "POST",
    tenantId: ctx.tenantId,
    headers: {
      ...callback.headers,
      "content-type": "application/json",
      ...callbackHeaders(ctx, eventId(session.id, event), body),
    },
    body,
  });
  const confirmed = answer.ok && answer.status >= 200 && answer.status < 300;
  const endedAt = ctx.now();
  await ctx.sql(insertDelivery, [
    ctx.tenantId,
    ctx.random.uuid(),
    session.id,
    event,
    confirmed ? "confirmed" : "refused",
    answer.ok ? answer.status : null,
    answer.ok ? null : answer.cause,
    endedAt.getTime() - startedAt.getTime(),
    confirmed ? endedAt : null,
    startedAt,
  ]);
  return confirmed;
}

/** Receivers of the Request Service know one code and few messages (section 3.4): what happened stands within. */
const wireError = ({ code, message }: SessionFailure) => ({
  code: "IssuanceFlowFailed",
  message: "unspecified_error",
  innererror: { code, message },
});

/** The same for each attempt to tell of one event, so that a receiver can tell a repetition. */
const eventId = (sessionId: string, event: CallbackEvent): string =>
  `evt_${sha256(`${sessionId}.${event}`).toString("hex").slice(0, 32)}`;
