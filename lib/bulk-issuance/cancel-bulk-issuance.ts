import { CHANGE_VALUES, changeState, stateChange } from "@/lib/bulk-issuance/change-state";
import { pauseStatement } from "@/lib/bulk-issuance/pause-bulk-issuance";
import { type BulkIssuanceView, CancelBulkIssuance } from "@/lib/bulk-issuance/schema";
import { fetchBulk } from "@/lib/bulk-issuance/store";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const CHANGE = "state = 'cancelled', ended_at = COALESCE(ended_at, $3), leased_until = NULL";

const cancelStatement = stateChange("cancel-bulk-issuance", CHANGE, "state IN ('draft', 'running', 'paused')");

/** One audit row tells of all; whoever redeemed a code already gets their credential. */
const withdrawStatement = stateChange(
  "withdraw-bulk-issuance",
  CHANGE,
  "state IN ('running', 'paused', 'done')",
  `withdrawn AS (
      UPDATE issuance_session s SET state = 'failed', failure = $${CHANGE_VALUES + 1}::jsonb, ended_at = $3,
        sealed_code = NULL, sealed_claims = NULL, sealed_callback = NULL
      FROM changed, bulk_issuance_item i
      WHERE i.tenant_id = $1 AND i.bulk_id = changed.id AND i.session_id IS NOT NULL
        AND s.tenant_id = $1 AND s.id = i.session_id AND s.state IN ('offered', 'opened')),`,
);

const failure = { code: "withdrawn", message: "The issuer has withdrawn the offer." };

/** Ends a batch for good. Offers that were made stay, unless they are to be withdrawn too. */
export const cancelBulkIssuance = defineUseCase(
  { name: "cancelBulkIssuance", input: CancelBulkIssuance },
  async (ctx, { id, withdrawOffers }): Promise<BulkIssuanceView> => {
    const refusal = "The batch has ended already.";
    if (!withdrawOffers) {
      return changeState(ctx, id, { statement: cancelStatement, action: "issuance.batch_cancelled", refusal });
    }
    // A statement sees nothing of what is committed while it waits: the offers of the turn under way come first.
    await pauseIfRunning(ctx, id);
    const change = { statement: withdrawStatement, action: "issuance.batch_withdrawn", refusal };
    return changeState(ctx, id, change, JSON.stringify(failure));
  },
);

async function pauseIfRunning(ctx: Ctx, id: string): Promise<void> {
  const { state } = await fetchBulk(ctx, id);
  if (state !== "running") return;
  const change = { statement: pauseStatement, action: "issuance.batch_paused", refusal: "" };
  await changeState(ctx, id, change).catch((error: unknown) => {
    // It ended meanwhile, or somebody else was first.
    if (!(error instanceof Problem) || error.code !== "conflict") throw error;
  });
}
