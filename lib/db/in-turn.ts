import type { Ctx, Platform } from "@/lib/context";
import type { Statement } from "@/lib/db/sql";
import { logSkipped } from "@/lib/kernel/log-skipped";

/** What a chore does at one turn, and how much of that for one tenant. */
const AT_ONCE = 100;
const PER_TENANT = 20;

/** A row of a tenant that a chore has something to do with. */
export interface DueRow {
  readonly tenant_id: string;
  readonly id: string;
}

/**
 * A statement that gives the due rows among those that `select` finds (`tenant_id`, `id`, `retry_after`): those that
 * were never tried first, and of no tenant so many that others wait. `now` is the number of its parameter.
 */
export const dueRows = (select: string, now: number): string => `SELECT tenant_id, id FROM (
    SELECT d.*, row_number() OVER (PARTITION BY d.tenant_id ORDER BY d.retry_after NULLS FIRST, d.id) AS place
    FROM (${select}) d WHERE d.retry_after IS NULL OR d.retry_after <= $${now}) one
  WHERE place <= ${PER_TENANT} ORDER BY retry_after NULLS FIRST, id LIMIT ${AT_ONCE}`;

/** At the next turn after the first failure, then half a minute later and ever later, an hour at most. */
export const putOff = (tries: string, now: string): string =>
  `${now}::timestamptz + LEAST(interval '1 hour', interval '30 seconds' * (power(2, LEAST(${tries}, 10)) - 1))`;

interface Turn {
  readonly name: string;
  /** Remembers that a row failed: takes the moment, the tenant and the row's id. */
  readonly failed: Statement;
}

/**
 * Does the work of each row by itself: whatever one of them fails with is logged, and puts that row off, but nobody
 * else's.
 */
export async function inTurn(
  platform: Platform,
  rows: readonly DueRow[],
  { name, failed }: Turn,
  work: (ctx: Ctx, id: string) => Promise<void>,
): Promise<void> {
  for (const { tenant_id: tenantId, id } of rows) {
    try {
      await work(recoveryCtx(platform, tenantId), id);
    } catch (error) {
      logSkipped(name, id, error);
      await platform.sql(failed, [platform.now(), tenantId, id]);
    }
  }
}

/** Acts for a tenant on the installation's own behalf. */
export const recoveryCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "recovery", permissions: [] },
});
