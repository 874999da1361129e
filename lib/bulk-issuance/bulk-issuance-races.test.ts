import { beforeAll, expect, test } from "vitest";
import { cancelBulkIssuance } from "@/lib/bulk-issuance/cancel-bulk-issuance";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";
import { pauseBulkIssuance } from "@/lib/bulk-issuance/pause-bulk-issuance";
import { repairBulkIssuanceRow } from "@/lib/bulk-issuance/repair-bulk-issuance-row";
import { resumeBulkIssuance } from "@/lib/bulk-issuance/resume-bulk-issuance";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import type { Ctx, Platform } from "@/lib/context";
import type { Sql } from "@/lib/db/sql";
import { staff, startedBatch } from "@/lib/testing/bulk-issuance";
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

const OFFERING = "offer-bulk-issuance-rows";

/** The same platform, with something happening before or after the n-th turn of a batch's worker. */
function meddled(
  turn: number,
  { before, after }: { before?: () => Promise<void>; after?: () => Promise<void> },
): Platform {
  let seen = 0;
  const sql: Sql = async (statement, values) => {
    const now = statement.name === OFFERING && ++seen === turn;
    if (now) await before?.();
    const rows = await platform.sql<never>(statement, values);
    if (now) await after?.();
    return rows;
  };
  return { ...platform, sql };
}

const crash = async () => {
  throw new Error("The process is gone.");
};

/** Every row has its own offer, each offer its audit row, and the counts say so. */
async function requireEachOnce(id: string, rows: number): Promise<void> {
  const items = await ctx.db.bulkIssuanceItem.findMany({ where: { tenantId: ctx.tenantId, bulkId: id } });
  const ids = items.flatMap(({ sessionId }) => sessionId ?? []);
  expect(new Set(ids).size).toBe(rows);
  const where = { tenantId: ctx.tenantId, details: { path: ["batch"], equals: id } };
  expect(await ctx.db.auditEvent.count({ where: { ...where, action: "issuance.offered" } })).toBe(rows);
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({ state: "done", offered: rows, failed: 0 });
}

test.each([
  ["before its offers are written", { before: crash }],
  ["after they are", { after: crash }],
])("a process that dies %s loses nothing and doubles nothing: another goes on (I14)", async (_when, meddling) => {
  const sessionsBefore = await ctx.db.issuanceSession.count();
  const id = await startedBatch(ctx, contractId, staff(900));
  await expect(runBulkIssuances(meddled(3, meddling))).rejects.toThrow("gone");
  // Nobody touches it while the dead one's lease lasts.
  await runBulkIssuances(platform);
  expect((await getBulkIssuance(ctx, { id })).state).toBe("running");
  platform.clock.advance(31);
  await runBulkIssuances(platform);
  await requireEachOnce(id, 900);
  expect((await ctx.db.issuanceSession.count()) - sessionsBefore).toBe(900);
});

test("a restart in the middle of a batch goes on where it was, and one that was paused waits for its resuming", async () => {
  const [running, paused] = [
    await startedBatch(ctx, contractId, staff(500)),
    await startedBatch(ctx, contractId, staff(500)),
  ];
  const restarted = (): Platform => ({ ...platform, prisma: Object.create(platform.prisma) });
  const pause = async () => void (await pauseBulkIssuance(ctx, { id: paused }));
  // The first batch takes three turns: the fourth is the other one's.
  await runBulkIssuances(meddled(4, { before: pause }));
  await requireEachOnce(running, 500);
  const third = await startedBatch(ctx, contractId, staff(500));
  await expect(runBulkIssuances(meddled(2, { after: crash }))).rejects.toThrow("gone");
  expect(await getBulkIssuance(ctx, { id: third })).toMatchObject({ state: "running", offered: 400 });

  platform.clock.advance(31);
  await runBulkIssuances(restarted());
  await requireEachOnce(third, 500);
  expect(await getBulkIssuance(ctx, { id: paused })).toMatchObject({ state: "paused", offered: 0 });
  await resumeBulkIssuance({ ...ctx, ...restarted() }, { id: paused });
  await runBulkIssuances(restarted());
  await requireEachOnce(paused, 500);
});

test("workers in several processes make each offer once (D6)", async () => {
  const ids = await Promise.all([450, 250, 1].map((rows) => startedBatch(ctx, contractId, staff(rows))));
  await Promise.all(Array.from({ length: 4 }, () => runBulkIssuances(platform)));
  await requireEachOnce(ids[0] ?? "", 450);
  await requireEachOnce(ids[1] ?? "", 250);
  await requireEachOnce(ids[2] ?? "", 1);
});

test("once a pause is answered no offer more is made, and resuming loses none", async () => {
  const id = await startedBatch(ctx, contractId, staff(700));
  const pause = async () => void (await pauseBulkIssuance(ctx, { id }));
  await runBulkIssuances(meddled(2, { before: pause }));
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({ state: "paused", offered: 200 });
  await runBulkIssuances(platform);
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({ state: "paused", offered: 200 });
  await expect(pauseBulkIssuance(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
  await resumeBulkIssuance(ctx, { id });
  await expect(resumeBulkIssuance(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
  await runBulkIssuances(platform);
  await requireEachOnce(id, 700);
});

test("a worker whose lease was taken over meanwhile writes nothing", async () => {
  const id = await startedBatch(ctx, contractId, staff(300));
  const takeOver = async () => {
    platform.clock.advance(31);
    await runBulkIssuances(platform);
  };
  await runBulkIssuances(meddled(1, { before: takeOver }));
  await requireEachOnce(id, 300);
});

test("cancelled between two turns, a batch keeps what was offered and offers no more (D4)", async () => {
  const id = await startedBatch(ctx, contractId, staff(500));
  const cancel = async () => void (await cancelBulkIssuance(ctx, { id, withdrawOffers: false }));
  await runBulkIssuances(meddled(2, { before: cancel }));
  await runBulkIssuances(platform);
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({ state: "cancelled", offered: 200, offers: { open: 200 } });
  await expect(resumeBulkIssuance(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
  const where = { tenantId_id: { tenantId: ctx.tenantId, id } };
  await expect(ctx.db.bulkIssuance.update({ where, data: { state: "running" } })).rejects.toThrow();
});

test("a row repaired by two people at once is tried again once (D2)", async () => {
  const id = await startedBatch(ctx, contractId, [["", "S-1", ""]]);
  await runBulkIssuances(platform);
  const repair = () => repairBulkIssuanceRow(ctx, { id, row: 1, cells: ["Sample Person", "S-1", ""] });
  const outcomes = await Promise.allSettled([repair(), repair(), repair()]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await runBulkIssuances(platform);
  await requireEachOnce(id, 1);
});

test("the time left follows from the rate that was measured", async () => {
  const id = await startedBatch(ctx, contractId, staff(1000));
  let turns = 0;
  const sql: Sql = async (statement, values) => {
    if (statement.name === OFFERING) {
      turns += 1;
      platform.clock.advance(1);
      if (turns === 4) throw new Error("The process is gone.");
    }
    return platform.sql<never>(statement, values);
  };
  await expect(runBulkIssuances({ ...platform, sql })).rejects.toThrow("gone");
  const { perSecond, secondsLeft } = await getBulkIssuance(ctx, { id });
  // 600 rows; the first turn's second is counted with the second turn, so two seconds were measured.
  expect(perSecond).toBe(300);
  expect(secondsLeft).toBe(Math.ceil(400 / 300));
});
