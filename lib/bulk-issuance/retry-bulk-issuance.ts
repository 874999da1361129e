import { changeState, stateChange } from "@/lib/bulk-issuance/change-state";
import { BulkIssuanceRef, type BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { defineUseCase } from "@/lib/use-case";

/** A batch that had ended runs again; one that is paused waits. */
export const GOES_ON = `state = CASE state WHEN 'done' THEN 'running' ELSE state END, ended_at = NULL,
  rows_until = $3::timestamptz + offer_lifetime_seconds * interval '1 second'`;

const statement = stateChange(
  "retry-bulk-issuance",
  `failed = 0, ${GOES_ON}`,
  "state IN ('running', 'paused', 'done') AND failed > 0 AND rows_until IS NOT NULL",
  `again AS (
      UPDATE bulk_issuance_item i SET state = 'waiting', problem = NULL FROM changed
      WHERE i.tenant_id = $1 AND i.bulk_id = changed.id AND i.state = 'failed'),`,
);

/** Tries every failed row once more. */
export const retryBulkIssuance = defineUseCase(
  { name: "retryBulkIssuance", input: BulkIssuanceRef },
  (ctx, { id }): Promise<BulkIssuanceView> => {
    const refusal = "The batch has no failed rows that could be tried again.";
    return changeState(ctx, id, { statement, action: "issuance.batch_retried", refusal });
  },
);
