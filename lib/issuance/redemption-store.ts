import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import type { CallbackTarget } from "@/lib/issuance/callback";
import type { Grant, Protocol } from "@/lib/issuance/schema";
import type { WalletPlace } from "@/lib/issuance/store";
import { TRANSACTION_CODE_ATTEMPTS } from "@/lib/issuance/transaction-code";

const countAttemptStatement = {
  name: "count-transaction-code-attempt",
  text: `UPDATE issuance_session SET tx_code_attempts = tx_code_attempts + 1
    WHERE tenant_id = $1 AND authority_id = $2 AND code_hash = $3 AND protocol = $5 AND tx_code_hash IS NOT NULL
      AND state IN ('offered', 'opened') AND COALESCE(code_expires_at, expires_at) > $4 AND tx_code_attempts < ${TRANSACTION_CODE_ATTEMPTS}
    RETURNING id, tx_code_hash, tx_code_attempts`,
};

interface CountedAttempt {
  id: string;
  tx_code_hash: string;
  tx_code_attempts: number;
}

/** Counts the attempt before the code is compared, so that many at once are no more than five (security P1). */
export async function countAttempt(
  ctx: Ctx,
  { tenantId, authorityId, protocol }: WalletPlace,
  codeHash: string,
): Promise<CountedAttempt | null> {
  const values = [tenantId, authorityId, codeHash, ctx.now(), protocol];
  const [row] = await ctx.sql<CountedAttempt>(countAttemptStatement, values);
  return row ?? null;
}

const redeemStatement = {
  name: "redeem-code",
  text: `WITH redeemed AS (
      UPDATE issuance_session s SET state = 'redeemed', redeemed_at = $4, opened_at = COALESCE(s.opened_at, $4),
        access_token_hash = $5, access_token_expires_at = $6, dpop_thumbprint = $7
      FROM tenant t, authority a
      WHERE s.tenant_id = $1 AND s.authority_id = $2 AND s.code_hash = $3 AND s.id = $9 AND s.protocol = $10
        AND s."grant" = $11
        AND COALESCE(s.code_expires_at, s.expires_at) > $4
        AND s.state IN ('offered', 'opened') AND (s.state = 'opened' OR s.sealed_callback IS NULL)
        AND (s.tx_code_hash IS NULL OR $8)
        AND t.id = s.tenant_id AND t.status = 'enabled' AND t.epoch = s.tenant_epoch
        AND a.tenant_id = s.tenant_id AND a.id = s.authority_id AND a.deleted_at IS NULL
      RETURNING s.id, s.batch_of, s.sealed_callback),
    others AS (
      UPDATE issuance_session b SET state = 'redeemed', redeemed_at = $4, opened_at = COALESCE(b.opened_at, $4),
        access_token_hash = $5, access_token_expires_at = $6, dpop_thumbprint = $7
      FROM redeemed WHERE b.tenant_id = $1 AND b.batch_of = redeemed.id AND b.state IN ('offered', 'opened')),
    audited AS (${auditInsert(12, "redeemed")})
    SELECT id, batch_of, sealed_callback FROM redeemed`,
};

interface Redemption {
  readonly sessionId: string;
  readonly authorityId: string;
  readonly protocol: Protocol;
  readonly grant: Grant;
  readonly codeHash: string;
  readonly accessTokenHash: string;
  readonly accessTokenExpiresAt: Date;
  readonly dpopThumbprint: string | null;
  /** True once the transaction code was compared and is right. */
  readonly transactionCodeConfirmed: boolean;
}

/**
 * Trades the code for an access token, good for all the sessions of its offer: of many at once, one gets the session, the
 * others null (security I3).
 */
export async function redeemCode(ctx: Ctx, redemption: Redemption): Promise<CallbackTarget | null> {
  const fact = { action: "issuance.redeemed", targetType: "issuance", targetId: redemption.sessionId };
  const values = [
    ctx.tenantId,
    redemption.authorityId,
    redemption.codeHash,
    ctx.now(),
    redemption.accessTokenHash,
    redemption.accessTokenExpiresAt,
    redemption.dpopThumbprint,
    redemption.transactionCodeConfirmed,
    redemption.sessionId,
    redemption.protocol,
    redemption.grant,
    ...auditValues(auditRow(ctx, fact)),
  ];
  const [redeemed] = await ctx.sql<CallbackTarget>(redeemStatement, values);
  return redeemed ?? null;
}

const takeProofStatement = {
  name: "take-dpop-proof",
  text: `INSERT INTO dpop_proof_use (tenant_id, proof_hash, expires_at) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING RETURNING proof_hash`,
};

/** False when this DPoP proof was used before (RFC 9449, section 11.1). */
export async function takeDpopProof(ctx: Ctx, proofHash: string, expiresAt: Date): Promise<boolean> {
  return (await ctx.sql(takeProofStatement, [ctx.tenantId, proofHash, expiresAt])).length === 1;
}
