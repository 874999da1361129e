import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { SUPERSEDED } from "@/lib/credential/schema";

const takeBackStatement = {
  name: "take-back-credential",
  text: `WITH taken AS (
      UPDATE credential SET state = 'revoked', status_value = 1, revoked_at = $2, revocation_reason = $4
      WHERE tenant_id = $1 AND id = $3 AND state = 'issued'
      RETURNING id, status_list_id),
    lists AS (
      UPDATE status_list SET version = version + 1
      WHERE tenant_id = $1 AND id IN (SELECT status_list_id FROM taken)),
    audited AS (${auditInsert(5, "taken")})
    SELECT id FROM taken`,
};

/**
 * Turns credentials invalid that were released and then, because of others of their request, not handed out. The wallet
 * may ask for them again, as after an answer that was lost.
 */
export async function takeBackCredentials(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const fact = {
      action: "credential.revoked",
      targetType: "credential",
      targetId: id,
      details: { reason: SUPERSEDED },
    };
    await ctx.sql(takeBackStatement, [ctx.tenantId, ctx.now(), id, SUPERSEDED, ...auditValues(auditRow(ctx, fact))]);
  }
}
