import type { Ctx } from "@/lib/context";
import { type QueuedMessage, queued } from "@/lib/delivery/outbox";
import { isIssuerCallback } from "@/lib/issuance/callback-schema";
import { type IssuanceStatus, issuerDelivery, statusChanged } from "@/lib/issuance/issuer-callback";
import { requestServiceDelivery } from "@/lib/issuance/request-service-callback";
import type { SessionFailure } from "@/lib/issuance/schema";
import { unsealColumn } from "@/lib/issuance/sealed";
import { logSkipped } from "@/lib/kernel/log-skipped";

/** What became of a session, without anybody waiting for whoever is told. */
export interface Outcome {
  readonly status: Exclude<IssuanceStatus["status"], "ACTIVE" | "SUCCESSFUL">;
  readonly reason: string;
  /** What the Request Service's receivers are told; nothing where they know no word for it. */
  readonly failure?: SessionFailure;
  /** Tells it apart from the end of the issuance, where it comes after that. */
  readonly afterwards?: string;
}

export interface ToldSession {
  readonly id: string;
  readonly batch_of: string | null;
  readonly sealed_callback: string | null;
  /** Others of its offer can still be claimed, so that its end is not the offer's. */
  readonly others_open?: boolean;
}

/** The messages to be queued with the change itself, so that none is lost and none is told of what did not happen. */
export async function newsOf(ctx: Ctx, sessions: readonly ToldSession[], outcome: Outcome): Promise<QueuedMessage[]> {
  const news = sessions.map((session) =>
    newsOfOne(ctx, session, outcome).catch((error: unknown) => {
      // Nobody can be told then; what happened happens all the same, and to the others.
      logSkipped("callback-news", session.id, error);
      return [];
    }),
  );
  return (await Promise.all(news)).flat();
}

async function newsOfOne(
  ctx: Ctx,
  session: ToldSession,
  { status, reason, failure, afterwards }: Outcome,
): Promise<QueuedMessage[]> {
  if (session.sealed_callback === null) return [];
  const place = { tenantId: ctx.tenantId, sessionId: session.id };
  const callback = await unsealColumn(ctx, place, "sealed_callback", session.sealed_callback);
  if (!isIssuerCallback(callback)) {
    return failure ? [queued(requestServiceDelivery(callback, session.id, "issuance_error", failure))] : [];
  }
  const change = statusChanged(session, { status, reason, closed: !session.others_open });
  const parts = afterwards === undefined ? change : { ...change, occurrence: `${session.id}.${afterwards}` };
  return [queued(issuerDelivery(callback, session, parts))];
}

/** Of a session that ended before a credential was issued. */
export const endedBy = (failure: SessionFailure): Outcome => ({
  status: "UNSUCCESSFUL",
  reason: failure.message,
  failure,
});

/** For queueInsert: messages of sessions in `ended`, unless their organisation has opted out since (security I12). */
export const WHILE_ENABLED = `JOIN ended ON ended.id = m.session_id
  JOIN tenant t ON t.id = $2 AND t.status = 'enabled' AND t.epoch = ended.tenant_epoch`;
