import papaparse from "papaparse";
import { expect } from "vitest";
import { addBulkIssuanceRows } from "@/lib/bulk-issuance/add-bulk-issuance-rows";
import { createBulkIssuance } from "@/lib/bulk-issuance/create-bulk-issuance";
import { exportBulkIssuance } from "@/lib/bulk-issuance/export-bulk-issuance";
import type { BulkColumn, CreateBulkIssuance } from "@/lib/bulk-issuance/schema";
import { startBulkIssuance } from "@/lib/bulk-issuance/start-bulk-issuance";
import type { Ctx } from "@/lib/context";
import { ROWS_AT_ONCE } from "@/lib/kernel/batch-limits";

/** The columns of a staff list, for the badge of lib/testing/issuing.ts. */
export const staffColumns: BulkColumn[] = [
  { name: "Full name", claim: "$.name", transactionCode: false, identifies: true },
  { name: "No.", claim: "number", transactionCode: false, identifies: true },
  { name: "Team", claim: "team", transactionCode: false, identifies: false },
];

export const staff = (count: number): string[][] =>
  Array.from({ length: count }, (_, at) => [`Sample Person ${at + 1}`, `S-${at + 1}`, at % 2 ? "Red" : ""]);

/** A batch with its rows, not started. */
export async function draftOf(
  ctx: Ctx,
  contractId: string,
  rows: readonly string[][],
  changes: Partial<CreateBulkIssuance> = {},
): Promise<string> {
  const columns = staffColumns;
  const { id } = await createBulkIssuance(ctx, { contractId, fileName: "staff.csv", columns, ...changes });
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE);
    await addBulkIssuanceRows(ctx, { id, rows: part.map((cells, more) => ({ row: at + more + 1, cells })) });
  }
  return id;
}

export async function startedBatch(
  ctx: Ctx,
  contractId: string,
  rows: readonly string[][],
  changes: Partial<CreateBulkIssuance> = {},
): Promise<string> {
  const id = await draftOf(ctx, contractId, rows, changes);
  await startBulkIssuance(ctx, { id, rows: rows.length });
  return id;
}

/** The rows of a batch's results, as whoever downloads the file reads them. */
export async function resultsOf(ctx: Ctx, id: string): Promise<Record<string, string>[]> {
  const exported = await exportBulkIssuance(ctx, { id });
  let text = "";
  for await (const part of exported.parts) text += part;
  expect(text.startsWith("\ufeff")).toBe(true);
  return papaparse.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true }).data;
}
