import { auditInsert } from "@/lib/audit/record";
import { changeState } from "@/lib/bulk-issuance/change-state";
import { BulkIssuanceRef, type BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { defineUseCase } from "@/lib/use-case";

/** A batch that had ended runs again; one that is paused waits. */
export const GOES_ON = `state = CASE state WHEN 'done' THEN 'running' ELSE state END, ended_at = NULL,
  rows_until = $3::timestamptz + offer_lifetime_seconds * interval '1 second'`;

/** Rows that fail while this waits for the worker stay failed: so many fewer are counted as were found. */
const statement = {
  name: "retry-bulk-issuance",
  text: `WITH held AS (
      SELECT id FROM bulk_issuance
      WHERE tenant_id = $1 AND id = $2 AND state IN ('running', 'paused', 'done') AND failed > 0
        AND rows_until IS NOT NULL FOR UPDATE),
    again AS (
      UPDATE bulk_issuance_item i SET state = 'waiting', problem = NULL FROM held
      WHERE i.tenant_id = $1 AND i.bulk_id = held.id AND i.state = 'failed' RETURNING i.row_number),
    changed AS (
      UPDATE bulk_issuance b SET failed = b.failed - (SELECT count(*) FROM again)::int, ${GOES_ON} FROM held
      WHERE b.tenant_id = $1 AND b.id = held.id RETURNING b.id),
    audited AS (${auditInsert(4, "changed")})
    SELECT id FROM changed`,
};

/** Tries every failed row once more. */
export const retryBulkIssuance = defineUseCase(
  { name: "retryBulkIssuance", input: BulkIssuanceRef },
  (ctx, { id }): Promise<BulkIssuanceView> => {
    const refusal = "The batch has no failed rows that could be tried again.";
    return changeState(ctx, id, { statement, action: "issuance.batch_retried", refusal });
  },
);
