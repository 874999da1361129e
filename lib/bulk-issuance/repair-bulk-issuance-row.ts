import { CHANGE_VALUES, changeState, stateChange } from "@/lib/bulk-issuance/change-state";
import { GOES_ON } from "@/lib/bulk-issuance/retry-bulk-issuance";
import { judgeRow } from "@/lib/bulk-issuance/row-schema";
import { type BulkIssuanceView, RepairBulkIssuanceRow } from "@/lib/bulk-issuance/schema";
import { sealRow } from "@/lib/bulk-issuance/sealed-row";
import { columnsOf, fetchBulk } from "@/lib/bulk-issuance/store";
import { contractVersion } from "@/lib/contract/store";
import { hintMappings } from "@/lib/issuance/claims";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const [ROW, SEALED] = [`$${CHANGE_VALUES + 1}`, `$${CHANGE_VALUES + 2}`];

const statement = stateChange(
  "repair-bulk-issuance-row",
  `failed = failed - 1, ${GOES_ON}`,
  `state IN ('running', 'paused', 'done') AND rows_until IS NOT NULL AND EXISTS (
      SELECT FROM bulk_issuance_item f
      WHERE f.tenant_id = $1 AND f.bulk_id = $2 AND f.row_number = ${ROW}::int AND f.state = 'failed' FOR UPDATE)`,
  `again AS (
      UPDATE bulk_issuance_item i SET state = 'waiting', problem = NULL, sealed_row = ${SEALED} FROM changed
      WHERE i.tenant_id = $1 AND i.bulk_id = changed.id AND i.row_number = ${ROW}::int AND i.state = 'failed'),`,
);

/** Gives a failed row other cells, and lets it be tried again. */
export const repairBulkIssuanceRow = defineUseCase(
  { name: "repairBulkIssuanceRow", input: RepairBulkIssuanceRow },
  async (ctx, { id, row, cells }): Promise<BulkIssuanceView> => {
    const bulk = await fetchBulk(ctx, id);
    const content = await contractVersion(ctx, ctx.tenantId, bulk.contract_id, bulk.contract_version);
    if (!content) throw new Error("The contract of a batch has lost a version.");
    const { problem } = judgeRow(hintMappings(content.rules), columnsOf(bulk), cells);
    if (problem) {
      const fields = Object.entries(problem.cells).map(([at, message]) => [`cells[${at}]`, message]);
      throw new Problem("invalid_request", problem.message, { fields: Object.fromEntries(fields) });
    }
    const sealed = await sealRow(ctx, { tenantId: ctx.tenantId, bulkId: id, row }, cells);
    const refusal = "The row has not failed, or its batch has ended: nothing was changed.";
    return changeState(ctx, id, { statement, action: "issuance.batch_row_repaired", refusal }, row, sealed);
  },
);
