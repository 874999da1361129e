import papaparse from "papaparse";
import { beforeAll, expect, test } from "vitest";
import { addBulkIssuanceRows } from "@/lib/bulk-issuance/add-bulk-issuance-rows";
import { cancelBulkIssuance } from "@/lib/bulk-issuance/cancel-bulk-issuance";
import { createBulkIssuance } from "@/lib/bulk-issuance/create-bulk-issuance";
import { exportBulkIssuance } from "@/lib/bulk-issuance/export-bulk-issuance";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";
import { listBulkIssuanceRows } from "@/lib/bulk-issuance/list-bulk-issuance-rows";
import { listBulkIssuances } from "@/lib/bulk-issuance/list-bulk-issuances";
import { repairBulkIssuanceRow } from "@/lib/bulk-issuance/repair-bulk-issuance-row";
import { retryBulkIssuance } from "@/lib/bulk-issuance/retry-bulk-issuance";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import { startBulkIssuance } from "@/lib/bulk-issuance/start-bulk-issuance";
import { sweepBulkIssuances } from "@/lib/bulk-issuance/sweep-bulk-issuances";
import type { Ctx } from "@/lib/context";
import { archiveContract } from "@/lib/contract/archive-contract";
import { createContract } from "@/lib/contract/create-contract";
import { toProblem } from "@/lib/http/problem";
import { sweepSessions } from "@/lib/issuance/recover";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { optOut } from "@/lib/tenant/opt-out";
import { draftOf, staff, staffColumns, startedBatch } from "@/lib/testing/bulk-issuance";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, claim, codeOf, type IssuingParts, issuingParts, redeem, TestWallet } from "@/lib/testing/issuing";

let platform: TestPlatform;
let ctx: Ctx;
let stranger: Ctx;
let parts: IssuingParts;
let contractId: string;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  stranger = await testCtx(platform, { tenant: "stranger" });
  parts = await issuingParts(ctx);
  contractId = parts.contract.id;
});

const detail = (id: string, of = ctx) => getBulkIssuance(of, { id });

async function results(id: string): Promise<Record<string, string>[]> {
  const exported = await exportBulkIssuance(ctx, { id });
  let text = "";
  for await (const part of exported.parts) text += part;
  expect(text.startsWith("\ufeff")).toBe(true);
  return papaparse.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true }).data;
}

const sessionsOf = (id: string) =>
  ctx.db.bulkIssuanceItem.findMany({ where: { tenantId: ctx.tenantId, bulkId: id }, orderBy: { rowNumber: "asc" } });

const told = (action: string, targetIds: string[]) =>
  ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, action, targetId: { in: targetIds } } });

test("each row becomes one offer that a wallet takes up days later, told as the deed of whoever started it (I1, I9, P1)", async () => {
  const id = await startedBatch(ctx, contractId, staff(450), { transactionCodeLength: 6, format: "dc+sd-jwt" });
  expect(await detail(id)).toMatchObject({ state: "running", total: 450, offered: 0, secondsLeft: null });
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({
    state: "done",
    offered: 450,
    failed: 0,
    transactionCodes: "generated",
    offers: { open: 450, issued: 0, ended: 0 },
  });
  const items = await sessionsOf(id);
  const ids = items.map(({ sessionId }) => sessionId ?? "");
  expect(new Set(ids).size).toBe(450);
  const offered = await told("issuance.offered", ids);
  expect(offered).toHaveLength(450);
  expect(offered[0]).toMatchObject({ actorType: "user", actorId: ctx.actor.id, details: { batch: id } });
  const session = await ctx.db.issuanceSession.findFirstOrThrow({ where: { id: ids[0] } });
  expect(session).toMatchObject({ codeHash: null, txCodeHash: null, format: "dc+sd-jwt", state: "offered" });

  platform.clock.advance(3 * 86_400);
  await sweepSessions(platform);
  const row = (await results(id))[41];
  expect(row).toMatchObject({ row: "42", "Full name": "Sample Person 42", "No.": "S-42", state: "offered", error: "" });
  expect(row?.Team).toBeUndefined();
  const code = await codeOf(ctx, parts.issuer, row?.offer ?? "");
  const token = await redeem(ctx, parts.issuer, code, row?.transaction_code);
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  expect(credentials).toHaveLength(1);
  expect((await detail(id)).offers).toEqual({ open: 449, issued: 1, ended: 0 });
  // What can be taken up no more has no link and no code in the results.
  expect((await results(id))[41]).toMatchObject({ state: "issued", offer: "", transaction_code: "" });
  expect((await told("issuance.batch_downloaded", [id])).length).toBe(2);
});

test("cells, links and codes of a batch are sealed at rest, and gone with its last offer (I7, S5)", async () => {
  const rows = [["Canary Person", "canary-number", "canary-team"]];
  const id = await startedBatch(ctx, contractId, rows, { transactionCodeLength: 8 });
  const stored = async () => JSON.stringify(await sessionsOf(id));
  expect(await stored()).not.toMatch(/canary/i);
  await runBulkIssuances(platform);
  expect(await stored()).not.toMatch(/canary/i);
  expect((await listBulkIssuanceRows(ctx, { id })).rows[0]).toMatchObject({
    cells: ["Canary Person", "canary-number", null],
  });
  const trail = JSON.stringify(await ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId } }), (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(trail).not.toMatch(/canary/i);

  platform.clock.advance(8 * 86_400);
  await sweepSessions(platform);
  await sweepBulkIssuances(platform);
  expect(await sessionsOf(id)).toMatchObject([{ sealedRow: null, state: "offered" }]);
  expect(await detail(id)).toMatchObject({ state: "done", rowsUntil: null, offers: { open: 0, ended: 1 } });
  expect((await results(id))[0]).toMatchObject({ state: "expired", offer: "", "Full name": "" });
});

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

test("a cancelled batch offers nothing more, and can take back what nobody has taken up (D4)", async () => {
  const kept = await startedBatch(ctx, contractId, staff(3));
  await runBulkIssuances(platform);
  const [{ offer = "" } = {}, { offer: opened = "" } = {}] = await results(kept);
  const code = await codeOf(ctx, parts.issuer, opened);
  const token = await redeem(ctx, parts.issuer, code);
  await expect(cancelBulkIssuance(ctx, { id: kept, withdrawOffers: false })).rejects.toMatchObject({
    code: "conflict",
  });
  await cancelBulkIssuance(ctx, { id: kept, withdrawOffers: true });
  await expect(codeOf(ctx, parts.issuer, offer)).rejects.toMatchObject({ code: "not_found" });
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  expect(await detail(kept)).toMatchObject({ state: "cancelled", offers: { open: 0, issued: 1, ended: 2 } });

  const stopped = await startedBatch(ctx, contractId, staff(3));
  await cancelBulkIssuance(ctx, { id: stopped, withdrawOffers: false });
  await runBulkIssuances(platform);
  expect(await detail(stopped)).toMatchObject({ state: "cancelled", offered: 0 });
});

test("once its contract is archived a batch ends, and says why", async () => {
  const contract = await createContract(ctx, badge(parts.contract.authorityId, { name: "Short lived" }));
  const id = await startedBatch(ctx, contract.id, staff(250));
  await archiveContract(ctx, { contractId: contract.id });
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 0, failed: 250 });
  expect((await results(id))[249]?.error).toContain("archived");
});

test("another tenant sees nothing of a batch, and can do nothing to it (D3, I10)", async () => {
  const id = await startedBatch(ctx, contractId, staff(1));
  const refused = { code: "not_found" };
  await expect(detail(id, stranger)).rejects.toMatchObject(refused);
  await expect(listBulkIssuanceRows(stranger, { id })).rejects.toMatchObject(refused);
  await expect(exportBulkIssuance(stranger, { id })).rejects.toMatchObject(refused);
  await expect(cancelBulkIssuance(stranger, { id, withdrawOffers: true })).rejects.toMatchObject(refused);
  await expect(draftOf(stranger, contractId, [])).rejects.toMatchObject(refused);
  expect((await listBulkIssuances(stranger, {})).items).toEqual([]);

  const theirs = await issuingParts(stranger);
  const other = await startedBatch(stranger, theirs.contract.id, staff(2));
  await runBulkIssuances(platform);
  expect(await detail(id)).toMatchObject({ state: "done", offered: 1 });
  expect(await detail(other, stranger)).toMatchObject({ state: "done", offered: 2 });
  expect(await ctx.db.issuanceSession.count({ where: { tenantId: stranger.tenantId } })).toBe(2);
});

test("an opt-out ends every batch, and its rows are forgotten (I12)", async () => {
  const leaving = await testCtx(platform, { tenant: "leaving" });
  const { contract } = await issuingParts(leaving);
  const id = await startedBatch(leaving, contract.id, staff(3));
  await optOut(leaving, undefined);
  await sweepBulkIssuances(platform);
  await runBulkIssuances(platform);
  const items = await ctx.db.bulkIssuanceItem.findMany({ where: { bulkId: id } });
  expect(items).toHaveLength(3);
  for (const item of items) expect(item).toMatchObject({ sealedRow: null, sessionId: null });
  expect(await ctx.db.bulkIssuance.findFirst({ where: { id } })).toMatchObject({ state: "cancelled" });
});
