import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { messageColumns, queueInsert } from "@/lib/delivery/outbox";
import { endedBy, newsOf, type ToldSession, WHILE_ENABLED } from "@/lib/issuance/callback-news";
import type { SessionFailure } from "@/lib/issuance/schema";

const statement = {
  name: "fail-offer",
  text: `WITH ended AS (
      UPDATE issuance_session SET state = 'failed', failure = $4, ended_at = $1, sealed_code = NULL, sealed_claims = NULL,
        sealed_document = NULL, sealed_callback = NULL, proven_holders = NULL, "authorization" = NULL
      WHERE tenant_id = $2 AND id = $3 AND state IN ('offered', 'opened') RETURNING id, tenant_epoch),
    queued AS (${queueInsert(5, WHILE_ENABLED)}),
    audited AS (${auditInsert(13, "ended")})
    SELECT id FROM ended`,
};

/**
 * Ends an offer for good, unless it was taken up meanwhile, and leaves word for its callback by the same statement: no
 * crash comes between the two, and a receiver that is away is told again.
 */
export async function failOffer(ctx: Ctx, session: ToldSession, failure: SessionFailure): Promise<void> {
  const fact = {
    action: "issuance.failed",
    targetType: "issuance",
    targetId: session.id,
    details: { reason: failure.code },
  };
  await ctx.sql(statement, [
    ctx.now(),
    ctx.tenantId,
    session.id,
    JSON.stringify(failure),
    ...(await messageColumns(ctx, await newsOf(ctx, [session], endedBy(failure)))),
    ...auditValues(auditRow(ctx, fact)),
  ]);
}
