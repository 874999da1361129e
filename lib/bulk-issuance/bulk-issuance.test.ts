import { beforeAll, expect, test } from "vitest";
import { cancelBulkIssuance } from "@/lib/bulk-issuance/cancel-bulk-issuance";
import { exportBulkIssuance } from "@/lib/bulk-issuance/export-bulk-issuance";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";
import { listBulkIssuanceRows } from "@/lib/bulk-issuance/list-bulk-issuance-rows";
import { listBulkIssuances } from "@/lib/bulk-issuance/list-bulk-issuances";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import { sweepBulkIssuances } from "@/lib/bulk-issuance/sweep-bulk-issuances";
import type { Ctx } from "@/lib/context";
import { archiveContract } from "@/lib/contract/archive-contract";
import { createContract } from "@/lib/contract/create-contract";
import { sweepSessions } from "@/lib/issuance/recover";
import { optOut } from "@/lib/tenant/opt-out";
import { draftOf, resultsOf, staff, startedBatch } from "@/lib/testing/bulk-issuance";
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

const results = (id: string) => resultsOf(ctx, id);
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
