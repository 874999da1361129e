import papaparse from "papaparse";
import { record } from "@/lib/audit/record";
import { type ReadRow, readRows } from "@/lib/bulk-issuance/read-rows";
import { type BulkColumn, BulkIssuanceRef } from "@/lib/bulk-issuance/schema";
import { type BulkRow, columnsOf, fetchBulk } from "@/lib/bulk-issuance/store";
import type { Ctx } from "@/lib/context";
import { defineUseCase } from "@/lib/use-case";

interface BulkResults {
  readonly fileName: string;
  readonly parts: AsyncGenerator<string>;
}

/**
 * The results of a batch as CSV (RFC 4180), in parts: whose row, how it stands, and its offer's link and transaction
 * code while it can be taken up. Whoever fetches it holds secrets, so each download is audited.
 */
export const exportBulkIssuance = defineUseCase(
  { name: "exportBulkIssuance", input: BulkIssuanceRef },
  async (ctx, { id }): Promise<BulkResults> => {
    const bulk = await fetchBulk(ctx, id);
    const details = { contract: bulk.contract_id, rows: bulk.total };
    await record(ctx, { action: "issuance.batch_downloaded", targetType: "bulk_issuance", targetId: id, details });
    return { fileName: `${bulk.id}.csv`, parts: parts(ctx, bulk) };
  },
);

const AT_ONCE = 500;
const AFTER = ["state", "offer", "transaction_code", "offer_ends", "session_id", "error"];
/** Spreadsheets take a file for UTF-8 only when it says so. */
const BYTE_ORDER_MARK = "\ufeff";

async function* parts(ctx: Ctx, bulk: BulkRow): AsyncGenerator<string> {
  const columns = columnsOf(bulk);
  const identifying = columns.filter(({ identifies }) => identifies).map(({ name }) => name);
  yield BYTE_ORDER_MARK + csvOf([["row", ...identifying, ...AFTER]]);
  for (let after = 0; ; ) {
    const rows = await readRows(ctx, bulk, { after, limit: AT_ONCE });
    const last = rows.at(-1);
    if (!last) return;
    yield csvOf(rows.map((row) => resultOf(row, columns)));
    after = last.row;
  }
}

/** A cell that begins like a formula gets an apostrophe, so that no spreadsheet runs what somebody wrote into a file. */
const csvOf = (rows: readonly string[][]): string =>
  `${papaparse.unparse([...rows], { escapeFormulae: true, newline: "\r\n" })}\r\n`;

const resultOf = (row: ReadRow, columns: readonly BulkColumn[]): string[] => [
  String(row.row),
  ...columns.flatMap(({ identifies }, at) => (identifies ? [row.cells[at] ?? ""] : [])),
  row.offerState ?? row.state,
  row.offerUri ?? "",
  row.transactionCode ?? "",
  row.offerUri ? (row.expiresAt?.toISOString() ?? "") : "",
  row.sessionId ?? "",
  row.problem?.message ?? "",
];
