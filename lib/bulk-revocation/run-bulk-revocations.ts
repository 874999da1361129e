import { onBehalfOf } from "@/lib/audit/on-behalf";
import {
  endBulk,
  type Lease,
  type LeasedBulk,
  leaseBulk,
  releaseBulk,
  revokeBatch,
  waitingOf,
} from "@/lib/bulk-revocation/worker-store";
import type { Platform } from "@/lib/context";

/** Credentials revoked by one statement: their lists grow by one version, so they are signed anew once. */
const BATCH = 250;
/** What one process does before it lets others, and its other chores, have their turn. */
const BATCHES = 40;
const LEASE_MS = 30_000;

/**
 * Works off what bulk revocations ask for, each under a lease: of several processes one does it, and when that one
 * dies another takes over where it was.
 */
export async function runBulkRevocations(platform: Platform): Promise<void> {
  for (let budget = BATCHES; budget > 0; ) {
    const bulk = await leaseBulk(platform, leaseFrom(platform));
    if (!bulk) return;
    budget -= await workOff(platform, bulk, budget);
  }
}

const leaseFrom = (platform: Platform): Lease => {
  const now = platform.now();
  return { now, until: new Date(now.getTime() + LEASE_MS) };
};

/** Gives back how many batches it did. */
async function workOff(platform: Platform, bulk: LeasedBulk, budget: number): Promise<number> {
  const ctx = onBehalfOf(platform, bulk);
  let held = bulk.leasedUntil;
  for (let batches = 0; ; batches++) {
    const ids = await waitingOf(ctx, bulk.id, BATCH);
    if (ids.length === 0) {
      await endBulk(ctx, bulk, held);
      return batches + 1;
    }
    if (batches === budget) {
      await releaseBulk(ctx, bulk, held);
      return batches;
    }
    const lease = leaseFrom(platform);
    // Somebody else took over: what this process would do now is theirs.
    if (!(await revokeBatch(ctx, bulk, ids, held, lease))) return batches + 1;
    held = lease.until;
  }
}
