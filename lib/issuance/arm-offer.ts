import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { type OfferRef, openOffer } from "@/lib/issuance/offer-store";
import { OFFER_LIFETIME_SECONDS } from "@/lib/issuance/schema";
import { sealColumn, unsealColumn } from "@/lib/issuance/sealed";
import { makeSessionSecret } from "@/lib/issuance/session-secret";
import type { SessionRow } from "@/lib/issuance/store";
import { storeTransactionCode } from "@/lib/issuance/transaction-code";

/**
 * Offers that outlive their code. A letter is opened days after it was sent, and a pre-authorized code may live ten
 * minutes at most (security P1). So such an offer is made without a code: its link, unguessable and stored as a keyed
 * hash, lives for days, and the code is made in the moment in which a wallet opens it. A code that ran out unused is
 * replaced when the offer is opened again; then the former one is worth nothing, so that an offer has one code at a
 * time, is redeemed once at most, and bears five wrong transaction codes in its whole life.
 */
export function mustBeArmed(ctx: Ctx, { state, awaits_code: awaits, code_expires_at: until }: SessionRow): boolean {
  if (state !== "offered" && state !== "opened") return false;
  return awaits || (until !== null && until <= ctx.now());
}

const armStatement = {
  name: "arm-offer",
  text: `WITH armed AS (
      UPDATE issuance_session SET code_hash = $4, sealed_code = $5, code_expires_at = $6,
        tx_code_hash = COALESCE(tx_code_hash, $7)
      WHERE tenant_id = $1 AND id = $2 AND state IN ('offered', 'opened') AND "grant" = 'preAuthorized'
        AND offer_hash IS NOT NULL AND expires_at > $3 AND (code_hash IS NULL OR code_expires_at <= $3)
      RETURNING id),
    audited AS (${auditInsert(8, "armed")})
    SELECT id FROM armed`,
};

/** Gives the offer a code for the next minutes: the session as it then is, whoever of many at once was the first. */
export async function armOffer(ctx: Ctx, offer: OfferRef, session: SessionRow): Promise<SessionRow | null> {
  if (!session.sealed_code) return null;
  const place = { tenantId: ctx.tenantId, sessionId: session.id };
  const kept = await unsealColumn(ctx, place, "sealed_code", session.sealed_code);
  const code = makeSessionSecret(ctx.random, session.id);
  const { transactionCode } = kept;
  // scrypt takes its time: here once for the holder who comes, not ten thousand times for a batch.
  const txCodeHash =
    transactionCode !== undefined && session.tx_code_hash === null
      ? await storeTransactionCode(ctx, { kind: "plain", value: transactionCode })
      : null;
  const fact = { action: "issuance.code_made", targetType: "issuance", targetId: session.id };
  await ctx.sql(armStatement, [
    ctx.tenantId,
    session.id,
    ctx.now(),
    ctx.masterKeys.hash("wallet-token", code),
    await sealColumn(ctx, place, "sealed_code", { ...kept, code }),
    codeEnd(ctx, session),
    txCodeHash,
    ...auditValues(auditRow(ctx, fact)),
  ]);
  return openOffer(ctx, offer);
}

function codeEnd(ctx: Ctx, { expires_at: offerEnds }: SessionRow): Date {
  const lasts = new Date(ctx.now().getTime() + OFFER_LIFETIME_SECONDS * 1000);
  return lasts < offerEnds ? lasts : offerEnds;
}
