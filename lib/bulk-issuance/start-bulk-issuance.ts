import { CHANGE_VALUES, changeState, stateChange } from "@/lib/bulk-issuance/change-state";
import { type BulkIssuanceView, StartBulkIssuance } from "@/lib/bulk-issuance/schema";
import { defineUseCase } from "@/lib/use-case";

const statement = stateChange(
  "start-bulk-issuance",
  "state = 'running', started_at = $3, rows_until = $3::timestamptz + offer_lifetime_seconds * interval '1 second'",
  `state = 'draft' AND total = $${CHANGE_VALUES + 1}`,
);

/** Lets the offers be made, once all rows are there: `rows` says how many the caller has sent. */
export const startBulkIssuance = defineUseCase(
  { name: "startBulkIssuance", input: StartBulkIssuance },
  (ctx, { id, rows }): Promise<BulkIssuanceView> => {
    const refusal = `The batch was not started: it runs already, or not all of its ${rows} rows have arrived.`;
    return changeState(ctx, id, { statement, action: "issuance.batch_started", refusal }, rows);
  },
);
