import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { cancelBulkIssuance } from "@/lib/bulk-issuance/cancel-bulk-issuance";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";
import { pauseBulkIssuance } from "@/lib/bulk-issuance/pause-bulk-issuance";
import { repairBulkIssuanceRow } from "@/lib/bulk-issuance/repair-bulk-issuance-row";
import { resumeBulkIssuance } from "@/lib/bulk-issuance/resume-bulk-issuance";
import { retryBulkIssuance } from "@/lib/bulk-issuance/retry-bulk-issuance";
import { runBulkIssuances } from "@/lib/bulk-issuance/run-bulk-issuances";
import { sealRow } from "@/lib/bulk-issuance/sealed-row";
import type { Ctx, Platform } from "@/lib/context";
import type { Sql, Statement } from "@/lib/db/sql";
import { staff, startedBatch } from "@/lib/testing/bulk-issuance";
import { anotherProcess, type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { issuingParts } from "@/lib/testing/issuing";
import { untilLocked } from "@/lib/testing/lock-wait";

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
  const stop = async () => void (await pauseBulkIssuance(ctx, { id: paused }));
  // The first batch takes three turns: the fourth is the other one's.
  await runBulkIssuances(meddled(4, { before: stop }));
  await requireEachOnce(running, 500);
  const third = await startedBatch(ctx, contractId, staff(500));
  await expect(runBulkIssuances(meddled(2, { after: crash }))).rejects.toThrow("gone");
  expect(await getBulkIssuance(ctx, { id: third })).toMatchObject({ state: "running", offered: 400 });

  platform.clock.advance(31);
  await runBulkIssuances(anotherProcess(platform));
  await requireEachOnce(third, 500);
  expect(await getBulkIssuance(ctx, { id: paused })).toMatchObject({ state: "paused", offered: 0 });
  await resumeBulkIssuance({ ...ctx, ...anotherProcess(platform) }, { id: paused });
  await runBulkIssuances(anotherProcess(platform));
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
  const stop = async () => void (await pauseBulkIssuance(ctx, { id }));
  await runBulkIssuances(meddled(2, { before: stop }));
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

/** What one process does in a statement that commits only once what another does waits for it. */
async function whileOpen<Result>(
  work: (on: Ctx) => Promise<unknown>,
  meanwhile: () => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: platform.databaseUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    const sql: Sql = async <Row extends object>(statement: Statement, values: readonly unknown[]) =>
      (await client.query<Row>({ text: statement.text, values: [...values] })).rows;
    await work({ ...ctx, sql });
    const settled = meanwhile();
    let over = false;
    settled
      .catch(() => {})
      .finally(() => {
        over = true;
      });
    await untilLocked(platform, () => over);
    await client.query("COMMIT");
    return await settled;
  } finally {
    await client.end();
  }
}

/** The first turn of a batch's worker, in a statement that is still open when `meanwhile` begins. */
async function duringTurn<Result>(id: string, meanwhile: () => Promise<Result>): Promise<Result> {
  let outcome: Promise<Result> | undefined;
  const sql: Sql = async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
    if (statement.name !== OFFERING || values[1] !== id || outcome) return platform.sql<Row>(statement, values);
    let rows: Row[] = [];
    outcome = whileOpen(async (on) => {
      rows = await on.sql<Row>(statement, values);
    }, meanwhile);
    await outcome.catch(() => {});
    return rows;
  };
  await runBulkIssuances({ ...platform, sql });
  if (!outcome) throw new Error("The worker made no offer.");
  return outcome;
}

test("a batch that is withdrawn while offers of it are being made leaves none of them open (D2)", async () => {
  const id = await startedBatch(ctx, contractId, staff(500));
  await duringTurn(id, () => cancelBulkIssuance(ctx, { id, withdrawOffers: true }));
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({
    state: "cancelled",
    offered: 200,
    offers: { open: 0, ended: 200 },
  });
});

test("rows that fail while the failed ones are tried again stay failed, and are counted (D2)", async () => {
  const id = await startedBatch(ctx, contractId, [...staff(200), ["", "S-201", ""], ["", "S-202", ""]]);
  await expect(runBulkIssuances(meddled(2, { after: crash }))).rejects.toThrow("gone");
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({ offered: 200, failed: 2 });
  await repairBulkIssuanceRow(ctx, { id, row: 201, cells: ["Sample Person", "S-201", ""] });
  const where = { tenantId_bulkId_rowNumber: { tenantId: ctx.tenantId, bulkId: id, rowNumber: 201 } };
  const sealedRow = await sealRow(ctx, { tenantId: ctx.tenantId, bulkId: id, row: 201 }, ["", "S-201", ""]);
  await ctx.db.bulkIssuanceItem.update({ where, data: { sealedRow } });
  platform.clock.advance(31);
  await duringTurn(id, () => retryBulkIssuance(ctx, { id }));
  platform.clock.advance(31);
  await runBulkIssuances(platform);
  const states = await ctx.db.bulkIssuanceItem.groupBy({ by: ["state"], where: { bulkId: id }, _count: true });
  expect(states.map(({ state, _count }) => [state, _count]).sort()).toEqual([
    ["failed", 2],
    ["offered", 200],
  ]);
  expect(await getBulkIssuance(ctx, { id })).toMatchObject({ state: "done", offered: 200, failed: 2 });
});

test("a row that is repaired in the moment in which its batch ends is tried again (D2)", async () => {
  const id = await startedBatch(ctx, contractId, [["", "S-1", ""]]);
  let ended = false;
  const sql: Sql = async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
    if (statement.name !== "end-bulk-issuance" || values[1] !== id || ended)
      return platform.sql<Row>(statement, values);
    ended = true;
    const repair = (on: Ctx) => repairBulkIssuanceRow(on, { id, row: 1, cells: ["Sample Person", "S-1", ""] });
    return whileOpen(repair, () => platform.sql<Row>(statement, values));
  };
  await runBulkIssuances({ ...platform, sql });
  platform.clock.advance(31);
  await runBulkIssuances(platform);
  await requireEachOnce(id, 1);
});
