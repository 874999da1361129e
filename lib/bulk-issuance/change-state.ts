import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { bulkView, fetchBulk } from "@/lib/bulk-issuance/store";
import type { Ctx } from "@/lib/context";
import type { Statement } from "@/lib/db/sql";
import { Problem } from "@/lib/kernel/errors";

/** Parameters that a statement of {@link stateChange} has before its own. */
export const CHANGE_VALUES = 14;

/**
 * A change of a batch's state: one conditional UPDATE that names the old states, with its audit row (security D4, I9).
 * `$1` is the tenant, `$2` the batch, `$3` the time; parameters of one's own begin after {@link CHANGE_VALUES}. What
 * `also` adds are further parts of the same statement, which see the changed row as `changed`.
 */
export const stateChange = (name: string, change: string, when: string, also = ""): Statement => ({
  name,
  text: `WITH changed AS (
      UPDATE bulk_issuance SET ${change} WHERE tenant_id = $1 AND id = $2 AND $3::timestamptz IS NOT NULL AND ${when}
      RETURNING id),
    ${also}
    audited AS (${auditInsert(4, "changed")})
    SELECT id FROM changed`,
});

/** Throws `conflict` with `refusal` when the batch is in another state; `not_found` when there is none. */
export async function changeState(
  ctx: Ctx,
  id: string,
  { statement, action, refusal }: { statement: Statement; action: string; refusal: string },
  ...own: readonly unknown[]
): Promise<BulkIssuanceView> {
  const before = await fetchBulk(ctx, id);
  const fact = {
    action,
    targetType: "bulk_issuance",
    targetId: id,
    details: { contract: before.contract_id, rows: before.total },
  };
  const values = [ctx.tenantId, id, ctx.now(), ...auditValues(auditRow(ctx, fact)), ...own];
  if ((await ctx.sql(statement, values)).length !== 1) throw new Problem("conflict", refusal);
  return bulkView(await fetchBulk(ctx, id));
}
