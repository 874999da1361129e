import { changeState, stateChange } from "@/lib/bulk-issuance/change-state";
import { BulkIssuanceRef, type BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { defineUseCase } from "@/lib/use-case";

/** It waits for the turn that is under way, and after it there is no other. */
export const pauseStatement = stateChange(
  "pause-bulk-issuance",
  "state = 'paused', leased_until = NULL",
  "state = 'running'",
);

/** Once this has answered no offer more is made, until somebody resumes. */
export const pauseBulkIssuance = defineUseCase(
  { name: "pauseBulkIssuance", input: BulkIssuanceRef },
  (ctx, { id }): Promise<BulkIssuanceView> => {
    const refusal = "The batch is not running, so it cannot be paused.";
    return changeState(ctx, id, { statement: pauseStatement, action: "issuance.batch_paused", refusal });
  },
);
