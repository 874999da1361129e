import type { Ctx } from "@/lib/context";
import type { DeliveryView } from "@/lib/delivery/schema";
import { type SentRequest, unsealRequest } from "@/lib/delivery/sent-request";
import { shownAddress } from "@/lib/delivery/shown-address";

/** A row with its webhook's name, as the statements here read it. */
export interface DeliveryRow {
  id: string;
  kind: DeliveryView["kind"];
  session_id: string | null;
  webhook_id: string | null;
  webhook_name: string | null;
  event: string;
  event_id: string | null;
  sealed_request: string | null;
  shortened: boolean;
  attempt: number;
  replay_of: string | null;
  outcome: DeliveryView["outcome"];
  http_status: number | null;
  cause: string | null;
  duration_ms: number;
  created_at: Date;
}

export const deliveryColumns = `d.id, d.kind, d.session_id, d.webhook_id, w.name AS webhook_name, d.event, d.event_id,
  d.sealed_request, d.shortened, d.attempt, d.replay_of, d.outcome, d.http_status, d.cause, d.duration_ms, d.created_at`;

export const ofWebhook = "LEFT JOIN webhook w ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id";

/** The request as it was kept; null for what was sent before requests were. */
export async function requestOf(ctx: Ctx, { id, sealed_request: sealed }: DeliveryRow): Promise<SentRequest | null> {
  return sealed ? unsealRequest(ctx, { tenantId: ctx.tenantId, table: "callback_delivery", row: id }, sealed) : null;
}

export function deliveryView(row: DeliveryRow, request: SentRequest | null): DeliveryView {
  return {
    id: row.id,
    kind: row.kind,
    event: row.event,
    eventId: row.event_id,
    sessionId: row.session_id,
    webhookId: row.webhook_id,
    webhookName: row.webhook_name,
    outcome: row.outcome,
    httpStatus: row.http_status,
    cause: row.cause,
    durationMs: row.duration_ms,
    attempt: row.attempt,
    replayOf: row.replay_of,
    address: request?.url ? shownAddress(request.url) : null,
    notReplayable: request === null ? "notKept" : row.shortened ? "shortened" : null,
    createdAt: row.created_at.toISOString(),
  };
}
