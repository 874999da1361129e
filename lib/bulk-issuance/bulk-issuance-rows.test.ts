import { beforeAll, expect, test } from "vitest";
import { addBulkIssuanceRows } from "@/lib/bulk-issuance/add-bulk-issuance-rows";
import { createBulkIssuance } from "@/lib/bulk-issuance/create-bulk-issuance";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";
import { listBulkIssuanceRows } from "@/lib/bulk-issuance/list-bulk-issuance-rows";
import { listBulkIssuances } from "@/lib/bulk-issuance/list-bulk-issuances";
import { repairBulkIssuanceRow } from "@/lib/bulk-issuance/repair-bulk-issuance-row";
import { retryBulkIssuance } from "@/lib/bulk-issuance/retry-bulk-issuance";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import { startBulkIssuance } from "@/lib/bulk-issuance/start-bulk-issuance";
import type { Ctx } from "@/lib/context";
import { toProblem } from "@/lib/http/problem";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { draftOf, resultsOf, staff, staffColumns, startedBatch } from "@/lib/testing/bulk-issuance";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { issuingParts } from "@/lib/testing/issuing";

let platform: TestPlatform;
let ctx: Ctx;
let contractId: string;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  contractId = (await issuingParts(ctx)).contract.id;
});

const detail = (id: string) => getBulkIssuance(ctx, { id });

const results = (id: string) => resultsOf(ctx, id);
const sessionsOf = (id: string) =>
  ctx.db.bulkIssuanceItem.findMany({ where: { tenantId: ctx.tenantId, bulkId: id }, orderBy: { rowNumber: "asc" } });

const told = (action: string, targetIds: string[]) =>
  ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, action, targetId: { in: targetIds } } });

test("rows at fault are told cell by cell, repaired and tried again, and the others are not kept waiting", async () => {
  const rows = staff(5);
  rows[1] = ["", "S-2", ""];
  rows[3] = ["Sample Person 4", "  ", "Red"];
  const id = await startedBatch(ctx, contractId, rows);
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 3, failed: 2 });
  const { rows: failed } = await listBulkIssuanceRows(ctx, { id, state: "failed" });
  expect(failed).toMatchObject([
    { row: 2, cells: ["", "S-2", ""], problem: { cells: { 0: expect.stringContaining("requires") } } },
    { row: 4, problem: { cells: { 1: expect.any(String) } } },
  ]);
  expect((await results(id))[1]?.error).toContain("Full name");

  const still = repairBulkIssuanceRow(ctx, { id, row: 2, cells: [" ", "S-2", ""] });
  expect(toProblem(await still.catch((error: unknown) => error))).toMatchObject({ target: "cells[0]" });
  const repaired = { id, row: 2, cells: ["Sample Person 2", "S-2", ""] };
  expect(await repairBulkIssuanceRow(ctx, repaired)).toMatchObject({ state: "running", failed: 1 });
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 4, failed: 1 });
  await expect(repairBulkIssuanceRow(ctx, repaired)).rejects.toMatchObject({ code: "conflict" });

  await retryBulkIssuance(ctx, { id });
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 4, failed: 1 });
  expect((await sessionsOf(id)).filter(({ sessionId }) => sessionId)).toHaveLength(4);
});

test("a row that no longer opens is a row error with cause and remedy, told as an incident; the others go on (S5)", async () => {
  const id = await startedBatch(ctx, contractId, staff(3));
  const at = (rowNumber: number) => ({ tenantId_bulkId_rowNumber: { tenantId: ctx.tenantId, bulkId: id, rowNumber } });
  const [first] = await sessionsOf(id);
  const sealedRow = first?.sealedRow ?? null;
  // Another row's cells: sealed by the same key, yet not for this place.
  await ctx.db.bulkIssuanceItem.update({ where: at(2), data: { sealedRow } });
  const before = await listBulkIssuanceRows(ctx, { id });
  expect(before.rows[1]).toMatchObject({ cells: [null, null, null], problem: { message: expect.any(String) } });

  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 2, failed: 1 });
  const { rows } = await listBulkIssuanceRows(ctx, { id, state: "failed" });
  expect(rows).toMatchObject([
    { row: 2, cells: [null, null, null], problem: { message: expect.stringMatching(/do not open.+Give its cells/) } },
  ]);
  expect((await results(id))[1]?.error).toContain("do not open");
  expect(await told("issuance.batch_row_unreadable", [id])).toMatchObject([{ details: { row: 2 } }]);

  await repairBulkIssuanceRow(ctx, { id, row: 2, cells: ["Sample Person 2", "S-2", ""] });
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 3, failed: 0 });
});

test("while the organisation's own key cannot be had no row is blamed: the batch waits and goes on", async () => {
  const id = await startedBatch(ctx, contractId, staff(3));
  const { prisma, sql } = platform;
  const without = { ...platform, prisma: { ...prisma }, masterKeys: new MasterKeys(Buffer.alloc(32, 8)), sql };
  await expect(runBulkIssuances(without as unknown as TestPlatform)).rejects.toThrow("tenant");
  expect(await detail(id)).toMatchObject({ state: "running", offered: 0, failed: 0 });
  platform.clock.advance(31);
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 3, failed: 0 });
});

test("a file may bring the transaction codes itself", async () => {
  const columns = [...staffColumns, { name: "PIN", claim: null, transactionCode: true, identifies: false }];
  const rows = [
    ["Sample Person", "S-1", "", "007123"],
    ["Sample Person", "S-2", "", "12"],
  ];
  const id = await startedBatch(ctx, contractId, rows, { columns });
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ offered: 1, failed: 1, transactionCodes: "column" });
  const [good, bad] = await results(id);
  expect(good?.transaction_code).toBe("007123");
  expect(bad).toMatchObject({ state: "failed", transaction_code: "", error: "PIN: Give 4 to 16 digits." });
});

test("what looks like a formula is none in the results", async () => {
  const columns = [{ ...staffColumns[0], name: "=cmd" }, ...staffColumns.slice(1)] as typeof staffColumns;
  const id = await startedBatch(ctx, contractId, [['=HYPERLINK("https://x.example")', "@SUM(1)", ""]], { columns });
  await runBulkIssuances(platform);
  const [row] = await results(id);
  expect(row?.["'=cmd"]).toBe(`'=HYPERLINK("https://x.example")`);
  expect(row?.["No."]).toBe("'@SUM(1)");
});

test("rows sent twice are there once, and a batch starts only with all of them", async () => {
  platform.clock.advance(1);
  const id = await draftOf(ctx, contractId, staff(3));
  const again = { row: 3, cells: ["Sample Person", "S-33", ""] };
  expect(await addBulkIssuanceRows(ctx, { id, rows: [again] })).toEqual({ total: 3 });
  await expect(startBulkIssuance(ctx, { id, rows: 4 })).rejects.toMatchObject({ code: "conflict" });
  expect((await listBulkIssuances(ctx, {})).items.map((batch) => batch.id)).not.toContain(id);
  await startBulkIssuance(ctx, { id, rows: 3 });
  await expect(startBulkIssuance(ctx, { id, rows: 3 })).rejects.toMatchObject({ code: "conflict" });
  await expect(addBulkIssuanceRows(ctx, { id, rows: [again] })).rejects.toMatchObject({ code: "conflict" });
  await runBulkIssuances(platform);
  expect((await listBulkIssuances(ctx, {})).items[0]).toMatchObject({ id, offered: 3 });
  expect((await results(id))[2]?.["No."]).toBe("S-33");
});

test.each([
  ["no column for a required claim", { columns: staffColumns.slice(1) }, "columns"],
  ["a claim of another contract", { columns: [...staffColumns, { name: "x", claim: "other" }] }, "columns[3].claim"],
  ["a claim twice", { columns: [...staffColumns, { name: "x", claim: "team" }] }, "columns[3].claim"],
  [
    "codes twice",
    {
      columns: [...staffColumns, { name: "x", transactionCode: true }, { name: "y", transactionCode: true }],
    },
    "columns",
  ],
  ["an offer for ever", { offerDays: 31 }, "offerDays"],
  ["a code that is too short", { transactionCodeLength: 3 }, "transactionCodeLength"],
])("%s is refused by its place", async (_what, changes, target) => {
  const input = { contractId, fileName: "staff.csv", columns: staffColumns, ...changes };
  const refused = await createBulkIssuance(ctx, input).catch((error: unknown) => error);
  expect(toProblem(refused)).toMatchObject({ code: "invalid_request", target });
});

test.each([
  ["more than 10 000 rows", [{ row: 10_001, cells: ["a", "b", "c"] }], "rows[0].row"],
  ["too many rows at once", staff(201).map((cells, at) => ({ row: at + 1, cells })), "rows"],
  ["a missing cell", [{ row: 1, cells: ["a", "b"] }], "rows[0].cells"],
  ["a cell that is too long", [{ row: 1, cells: ["a", "b", "x".repeat(65_537)] }], "rows[0].cells[2]"],
  ["a broken character", [{ row: 1, cells: ["a", "b", "\ud800"] }], "rows[0].cells[2]"],
])("%s is refused by its place (L1)", async (_what, rows, target) => {
  const id = await draftOf(ctx, contractId, []);
  const refused = await addBulkIssuanceRows(ctx, { id, rows }).catch((error: unknown) => error);
  expect(toProblem(refused)).toMatchObject({ code: "invalid_request", target });
});
