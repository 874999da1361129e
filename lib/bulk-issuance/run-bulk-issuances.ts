import { onBehalfOf } from "@/lib/audit/on-behalf";
import { makeOffer, type OfferOfRow } from "@/lib/bulk-issuance/make-offer";
import { offerRows, type RowFailure, type Work } from "@/lib/bulk-issuance/offer-store";
import { judgeRow } from "@/lib/bulk-issuance/row-schema";
import type { BulkColumn, BulkRowProblem } from "@/lib/bulk-issuance/schema";
import { unsealRow } from "@/lib/bulk-issuance/sealed-row";
import { columnsOf } from "@/lib/bulk-issuance/store";
import {
  endBulk,
  failRest,
  type LeasedBulk,
  leaseBulk,
  releaseBulk,
  type WaitingRow,
  waitingRows,
} from "@/lib/bulk-issuance/worker-store";
import type { Ctx, Platform } from "@/lib/context";
import type { ContractRules } from "@/lib/contract/rules-schema";
import { contractVersion } from "@/lib/contract/store";
import { hintMappings } from "@/lib/issuance/claims";
import { Problem } from "@/lib/kernel/errors";

/** Offers made by one statement. What is held of a batch at a time is so many rows, however long it is. */
const AT_ONCE = 200;
/** What one process does before it lets others, and its other chores, have their turn. */
const TURNS = 50;
const LEASE_MS = 30_000;

/**
 * Makes the offers of batches, each under a lease: of several processes one does it, and when that one dies another
 * goes on where it was.
 */
export async function runBulkIssuances(platform: Platform): Promise<void> {
  for (let budget = TURNS; budget > 0; ) {
    const now = platform.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const bulk = await leaseBulk(platform, now, until);
    if (!bulk) return;
    budget -= await workOff(platform, bulk, until, budget);
  }
}

interface Plan {
  readonly columns: readonly BulkColumn[];
  readonly rules: ContractRules;
}

/** Gives back how many turns it took. */
async function workOff(platform: Platform, bulk: LeasedBulk, leased: Date, budget: number): Promise<number> {
  const ctx = onBehalfOf(platform, bulk);
  const content = await contractVersion(ctx, bulk.tenantId, bulk.contractId, bulk.contractVersion);
  if (!content) throw new Error("The contract of a batch has lost a version.");
  const plan = { columns: columnsOf(bulk), rules: content.rules };
  let held = leased;
  let since = ctx.now();
  for (let turn = 1; ; turn++) {
    const rows = await waitingRows(ctx, bulk.id, AT_ONCE);
    const work = await prepare(ctx, bulk, plan, rows);
    const now = ctx.now();
    const workedMs = now.getTime() - since.getTime();
    if (rows.length === 0) {
      await endBulk(ctx, bulk, held, now, workedMs);
      return turn;
    }
    const until = new Date(now.getTime() + LEASE_MS);
    const outcome = await offerRows(ctx, bulk, work, { held, until, now, workedMs });
    // Paused, cancelled, or somebody else took over: what this process would do now is not asked for, or theirs.
    if (outcome === "lost") return turn;
    [held, since] = [until, now];
    if (outcome === "closed") await failRest(ctx, bulk, held, closed);
    else if (turn === budget) {
      await releaseBulk(ctx, bulk, held);
      return turn;
    }
  }
}

const closed: BulkRowProblem = {
  message: "The contract was archived or its issuer deleted, so nothing is offered any more.",
  cells: {},
};

async function prepare(ctx: Ctx, bulk: LeasedBulk, plan: Plan, rows: readonly WaitingRow[]): Promise<Work> {
  const offers: OfferOfRow[] = [];
  const failures: RowFailure[] = [];
  for (const waiting of rows) {
    const outcome = await prepareRow(ctx, bulk, plan, waiting);
    if ("problem" in outcome) failures.push({ row: waiting.row, ...outcome });
    else offers.push(outcome);
  }
  return { offers, failures };
}

async function prepareRow(
  ctx: Ctx,
  bulk: LeasedBulk,
  plan: Plan,
  { row, sealed }: WaitingRow,
): Promise<OfferOfRow | Omit<RowFailure, "row">> {
  const opened = await unsealRow(ctx, { tenantId: ctx.tenantId, bulkId: bulk.id, row }, sealed);
  if (opened.cells === null) return { problem: opened.problem, unreadable: true };
  const { cells } = opened;
  const { row: judged, problem } = judgeRow(
    hintMappings(plan.rules),
    plan.columns,
    cells.map((cell) => cell ?? ""),
  );
  if (problem) return { problem };
  try {
    return await makeOffer(ctx, bulk, plan, { row, cells, judged });
  } catch (error) {
    if (error instanceof Problem) return { problem: { message: error.message, cells: {} } };
    throw error;
  }
}
