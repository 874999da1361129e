import { type AuditFact, auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import type { Protocol } from "@/lib/issuance/schema";
import { findSessions, livingSessions, type SessionRow, sessionsWhere } from "@/lib/issuance/store";

/** The session of an offer until it runs out: wallets fetch it again even after they used it. */
const livingOffer = `s.tenant_id = $1 AND s.authority_id = $2 AND s.offer_hash = $3 AND s.id = $5 AND s.protocol = $6
  AND s.state IN ('offered', 'opened', 'redeemed', 'issued') AND s.expires_at > $4`;

/** An offer by the token in its URL: the session that it names, and its hash. */
export interface OfferRef {
  readonly authorityId: string;
  readonly protocol: Protocol;
  readonly sessionId: string;
  readonly offerHash: string;
}

const offerValues = (ctx: Ctx, { authorityId, protocol, sessionId, offerHash }: OfferRef): unknown[] => [
  ctx.tenantId,
  authorityId,
  offerHash,
  ctx.now(),
  sessionId,
  protocol,
];

const opened = (sessionId: string): AuditFact => ({
  action: "issuance.opened",
  targetType: "issuance",
  targetId: sessionId,
});

const openOfferStatement = {
  name: "open-offer",
  text: `WITH found AS (${sessionsWhere(livingOffer)}),
    opened AS (
      UPDATE issuance_session s SET state = 'opened', opened_at = $4 FROM found
      WHERE s.tenant_id = $1 AND s.id = $5 AND s.state = 'offered' AND s.sealed_callback IS NULL
      RETURNING s.id),
    audited AS (${auditInsert(7, "opened")})
    SELECT session FROM found`,
};

const hasOfferStatement = { name: "has-offer", text: `SELECT s.id ${livingSessions} WHERE ${livingOffer}` };

/** The session of an offer while it can be read. Marks it opened unless a callback must confirm that first. */
export async function openOffer(ctx: Ctx, offer: OfferRef): Promise<SessionRow | null> {
  const values = [...offerValues(ctx, offer), ...auditValues(auditRow(ctx, opened(offer.sessionId)))];
  const [session] = await findSessions(ctx, openOfferStatement, values);
  return session ?? null;
}

/** True while the offer can be read. Looking opens nothing. */
export async function hasOffer(ctx: Ctx, offer: OfferRef): Promise<boolean> {
  return (await ctx.sql(hasOfferStatement, offerValues(ctx, offer))).length === 1;
}

const othersStatement = {
  name: "other-sessions-of-offer",
  text: `${sessionsWhere("s.tenant_id = $1 AND s.batch_of = $2")} ORDER BY one.batch_position, one.id`,
};

/** The sessions that share the offer of this one, in their order. */
export const othersOfOffer = (ctx: Ctx, sessionId: string): Promise<SessionRow[]> =>
  findSessions(ctx, othersStatement, [ctx.tenantId, sessionId]);

const markOpenedStatement = {
  name: "mark-offer-opened",
  text: `WITH opened AS (
      UPDATE issuance_session SET state = 'opened', opened_at = $3
      WHERE tenant_id = $1 AND id = $2 AND state = 'offered' RETURNING id),
    audited AS (${auditInsert(4, "opened")})
    SELECT id FROM opened`,
};

export async function markOpened(ctx: Ctx, sessionId: string): Promise<void> {
  const audit = auditValues(auditRow(ctx, opened(sessionId)));
  await ctx.sql(markOpenedStatement, [ctx.tenantId, sessionId, ctx.now(), ...audit]);
}
