import { changeState, stateChange } from "@/lib/bulk-issuance/change-state";
import { BulkIssuanceRef, type BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { defineUseCase } from "@/lib/use-case";

const statement = stateChange("resume-bulk-issuance", "state = 'running', leased_until = NULL", "state = 'paused'");

/** Goes on with the rows that have no offer yet. */
export const resumeBulkIssuance = defineUseCase(
  { name: "resumeBulkIssuance", input: BulkIssuanceRef },
  (ctx, { id }): Promise<BulkIssuanceView> => {
    const refusal = "The batch is not paused, so it cannot be resumed.";
    return changeState(ctx, id, { statement, action: "issuance.batch_resumed", refusal });
  },
);
