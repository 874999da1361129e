import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { BulkRowProblem } from "@/lib/bulk-issuance/schema";
import type { Ctx, Platform } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";

/** A batch that is ours until the lease ends. */
export interface LeasedBulk {
  readonly tenantId: string;
  readonly id: string;
  readonly authorityId: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly contractName: string;
  readonly tenantEpoch: number;
  readonly format: FormatId;
  readonly columns: unknown;
  readonly transactionCodeLength: number | null;
  readonly offerLifetimeSeconds: number;
  readonly createdBy: string;
}

/** Those that want work and that nobody is at. */
const free = "state = 'running' AND (leased_until IS NULL OR leased_until <= $1)";

export const bulkIssuancesWait = `EXISTS (SELECT FROM bulk_issuance WHERE ${free})`;

const leaseStatement = {
  name: "lease-bulk-issuance",
  text: `UPDATE bulk_issuance b SET leased_until = $2 FROM (
      SELECT tenant_id, id FROM bulk_issuance WHERE ${free}
      ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS free, contract c
    WHERE b.tenant_id = free.tenant_id AND b.id = free.id AND c.tenant_id = b.tenant_id AND c.id = b.contract_id
    RETURNING b.tenant_id AS "tenantId", b.id, b.authority_id AS "authorityId", b.contract_id AS "contractId",
      b.contract_version AS "contractVersion", c.name AS "contractName", b.tenant_epoch AS "tenantEpoch", b.format,
      b.columns, b.transaction_code_length AS "transactionCodeLength",
      b.offer_lifetime_seconds AS "offerLifetimeSeconds", b.created_by AS "createdBy"`,
};

/** The one that was started first of those that nobody works at; null when there is none. */
export async function leaseBulk(platform: Platform, now: Date, until: Date): Promise<LeasedBulk | null> {
  const [row] = await platform.sql<LeasedBulk>(leaseStatement, [now, until]);
  return row ?? null;
}

const waitingStatement = {
  name: "waiting-bulk-issuance-items",
  text: `SELECT row_number AS row, sealed_row AS sealed FROM bulk_issuance_item
    WHERE tenant_id = $1 AND bulk_id = $2 AND state = 'waiting' ORDER BY row_number LIMIT $3`,
};

export interface WaitingRow {
  readonly row: number;
  readonly sealed: string;
}

export const waitingRows = (ctx: Ctx, bulkId: string, limit: number): Promise<WaitingRow[]> =>
  ctx.sql<WaitingRow>(waitingStatement, [ctx.tenantId, bulkId, limit]);

/** In SQL, the batch `$2` of tenant `$1` while its lease until `$3` is still ours: locked, so that nobody else works at it. */
export const heldBulk = `SELECT id FROM bulk_issuance
  WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND leased_until = $3 FOR UPDATE`;

const failRestStatement = {
  name: "fail-rest-of-bulk-issuance",
  text: `WITH held AS (${heldBulk}),
    failed AS (
      UPDATE bulk_issuance_item i SET state = 'failed', problem = $4::jsonb FROM held
      WHERE i.tenant_id = $1 AND i.bulk_id = held.id AND i.state = 'waiting' RETURNING i.row_number)
    UPDATE bulk_issuance b SET failed = b.failed + (SELECT count(*) FROM failed) FROM held
    WHERE b.tenant_id = $1 AND b.id = held.id`,
};

export async function failRest(ctx: Ctx, { id }: LeasedBulk, held: Date, problem: BulkRowProblem): Promise<void> {
  await ctx.sql(failRestStatement, [ctx.tenantId, id, held, JSON.stringify(problem)]);
}

/** The counts are read anew when somebody changed them while this waited; which rows wait is not. */
const endStatement = {
  name: "end-bulk-issuance",
  text: `WITH ended AS (
      UPDATE bulk_issuance b SET state = 'done', ended_at = $3, leased_until = NULL, worked_ms = b.worked_ms + $5::int
      WHERE b.tenant_id = $1 AND b.id = $2 AND b.state = 'running' AND b.leased_until = $4
        AND b.offered + b.failed >= b.total AND NOT EXISTS (
        SELECT 1 FROM bulk_issuance_item i
        WHERE i.tenant_id = b.tenant_id AND i.bulk_id = b.id AND i.state = 'waiting')
      RETURNING b.id),
    audited AS (${auditInsert(6, "ended")})
    SELECT id FROM ended`,
};

export async function endBulk(ctx: Ctx, { id }: LeasedBulk, held: Date, now: Date, workedMs: number): Promise<void> {
  const fact = { action: "issuance.batch_ended", targetType: "bulk_issuance", targetId: id };
  await ctx.sql(endStatement, [ctx.tenantId, id, now, held, workedMs, ...auditValues(auditRow(ctx, fact))]);
}

const releaseStatement = {
  name: "release-bulk-issuance",
  text: "UPDATE bulk_issuance SET leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND leased_until = $3",
};

export async function releaseBulk(ctx: Ctx, { id }: LeasedBulk, held: Date): Promise<void> {
  await ctx.sql(releaseStatement, [ctx.tenantId, id, held]);
}
