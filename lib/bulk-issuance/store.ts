import * as z from "zod";
import { BulkColumn, type BulkIssuanceState, type BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import { Problem } from "@/lib/kernel/errors";

export interface BulkRow {
  id: string;
  authority_id: string;
  contract_id: string;
  contract_version: number;
  contract_name: string;
  format: FormatId;
  file_name: string;
  columns: unknown;
  transaction_code_length: number | null;
  offer_lifetime_seconds: number;
  state: BulkIssuanceState;
  total: number;
  offered: number;
  failed: number;
  attempted: number;
  worked_ms: number;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  rows_until: Date | null;
}

/** Those of the organisation as it is: what was begun before an opt-out is of one that is no more (security I12). */
export const bulkColumns = `SELECT b.id, b.authority_id, b.contract_id, b.contract_version, c.name AS contract_name,
    b.format, b.file_name, b.columns, b.transaction_code_length, b.offer_lifetime_seconds, b.state, b.total, b.offered,
    b.failed, b.attempted, b.worked_ms, b.created_at, b.started_at, b.ended_at, b.rows_until
  FROM bulk_issuance b JOIN contract c ON c.tenant_id = b.tenant_id AND c.id = b.contract_id
  JOIN tenant t ON t.id = b.tenant_id AND t.status = 'enabled' AND t.epoch = b.tenant_epoch
  WHERE b.tenant_id = $1`;

const findBulk = { name: "find-bulk-issuance", text: `${bulkColumns} AND b.id = $2` };

const noSuchBatch = (): Problem => {
  const message = "There is no such batch.";
  return new Problem("not_found", message, { fields: { id: message } });
};

/** Another tenant's batch does not exist for us (security D3). */
export async function fetchBulk(ctx: Ctx, id: string): Promise<BulkRow> {
  const [row] = await ctx.sql<BulkRow>(findBulk, [ctx.tenantId, id]);
  if (!row) throw noSuchBatch();
  return row;
}

export const columnsOf = (row: Pick<BulkRow, "columns">): BulkColumn[] => z.array(BulkColumn).parse(row.columns);

const DAY_SECONDS = 86_400;

export function bulkView(row: BulkRow): BulkIssuanceView {
  const columns = columnsOf(row);
  const perSecond = row.worked_ms > 0 ? (row.attempted * 1000) / row.worked_ms : null;
  const waiting = row.total - row.offered - row.failed;
  return {
    id: row.id,
    contractId: row.contract_id,
    contractName: row.contract_name,
    format: row.format,
    fileName: row.file_name,
    state: row.state,
    columns,
    transactionCodes: transactionCodesOf(row, columns),
    offerDays: row.offer_lifetime_seconds / DAY_SECONDS,
    total: row.total,
    offered: row.offered,
    failed: row.failed,
    perSecond,
    secondsLeft: row.state === "running" && perSecond ? Math.ceil(waiting / perSecond) : null,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    rowsUntil: row.rows_until?.toISOString() ?? null,
  };
}

function transactionCodesOf(row: BulkRow, columns: readonly BulkColumn[]): BulkIssuanceView["transactionCodes"] {
  if (columns.some(({ transactionCode }) => transactionCode)) return "column";
  return row.transaction_code_length === null ? "none" : "generated";
}
