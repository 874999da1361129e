import { type AuditFact, auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import { type Lease, type Leased, leaseOne, revokeBatch, waitingOf } from "@/lib/bulk-revocation/worker-store";
import type { Actor, Ctx, Platform } from "@/lib/context";

/** Credentials revoked by one statement: their lists grow by one version, so they are signed anew once. */
const BATCH = 250;
/** What one process does before it lets others, and its other chores, have their turn. */
const BATCHES = 40;
const LEASE_MS = 30_000;

const endStatement = {
  name: "end-bulk-revocation",
  text: `WITH ended AS (
      UPDATE bulk_revocation b SET state = 'done', ended_at = $3, leased_until = NULL
      WHERE b.tenant_id = $1 AND b.id = $2 AND b.state = 'running' AND b.leased_until = $4 AND NOT EXISTS (
        SELECT 1 FROM bulk_revocation_item i
        WHERE i.tenant_id = b.tenant_id AND i.bulk_id = b.id AND i.state = 'waiting')
      RETURNING b.id),
    audited AS (${auditInsert(5, "ended")})
    SELECT id FROM ended`,
};

const releaseStatement = {
  name: "release-bulk-revocation",
  text: "UPDATE bulk_revocation SET leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND leased_until = $3",
};

/**
 * Works off what bulk revocations ask for, each under a lease: of several processes one does it, and when that one
 * dies another takes over where it was.
 */
export async function runBulkRevocations(platform: Platform): Promise<void> {
  for (let budget = BATCHES; budget > 0; ) {
    const bulk = await leaseOne(platform, leaseFrom(platform));
    if (!bulk) return;
    budget -= await workOff(platform, bulk, budget);
  }
}

const leaseFrom = (platform: Platform): Lease => {
  const now = platform.now();
  return { now, until: new Date(now.getTime() + LEASE_MS) };
};

/** Gives back how many batches it did. */
async function workOff(platform: Platform, bulk: Leased, budget: number): Promise<number> {
  const ctx = contextOf(platform, bulk);
  let held = bulk.leasedUntil;
  for (let batches = 0; ; batches++) {
    const ids = await waitingOf(ctx, bulk.id, BATCH);
    if (ids.length === 0) {
      await end(ctx, bulk, held);
      return batches + 1;
    }
    if (batches === budget) {
      await ctx.sql(releaseStatement, [bulk.tenantId, bulk.id, held]);
      return batches;
    }
    const lease = leaseFrom(platform);
    // Somebody else took over: what this process would do now is theirs.
    if (!(await revokeBatch(ctx, bulk, ids, held, lease))) return batches + 1;
    held = lease.until;
  }
}

async function end(ctx: Ctx, { id }: Leased, held: Date): Promise<void> {
  const fact: AuditFact = {
    action: "credential.bulk_revocation_ended",
    targetType: "bulk_revocation",
    targetId: id,
  };
  await ctx.sql(endStatement, [ctx.tenantId, id, ctx.now(), held, ...auditValues(auditRow(ctx, fact))]);
}

/** Each revocation is told as the deed of whoever asked for all of them. */
function contextOf(platform: Platform, { tenantId, id, createdBy }: Leased): Ctx {
  const [, type = "system", actorId = createdBy] = /^(user|app|wallet|system):(.*)$/s.exec(createdBy) ?? [];
  const actor: Actor = { type: type as Actor["type"], id: actorId, permissions: [] };
  return { ...platform, tenantId, db: platform.prisma, requestId: id, actor };
}
