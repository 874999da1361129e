import { auditColumns, auditInsert, auditInsertMany, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx, Platform } from "@/lib/context";

export interface Lease {
  readonly now: Date;
  readonly until: Date;
}

/** A bulk revocation that is ours until the lease ends. */
export interface LeasedBulk {
  readonly tenantId: string;
  readonly id: string;
  readonly contractId: string;
  readonly reason: string | null;
  readonly createdBy: string;
  readonly leasedUntil: Date;
}

/** Those that want work and that nobody is at. */
const free = "state = 'running' AND (leased_until IS NULL OR leased_until <= $1)";

export const bulkRevocationsWait = `EXISTS (SELECT FROM bulk_revocation WHERE ${free})`;

const leaseStatement = {
  name: "lease-bulk-revocation",
  text: `UPDATE bulk_revocation b SET leased_until = $2 FROM (
      SELECT tenant_id, id FROM bulk_revocation WHERE ${free}
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS free
    WHERE b.tenant_id = free.tenant_id AND b.id = free.id
    RETURNING b.tenant_id AS "tenantId", b.id, b.contract_id AS "contractId", b.reason, b.created_by AS "createdBy"`,
};

/** The oldest that nobody works at; null when there is none. */
export async function leaseBulk(platform: Platform, { now, until }: Lease): Promise<LeasedBulk | null> {
  const [row] = await platform.sql<Omit<LeasedBulk, "leasedUntil">>(leaseStatement, [now, until]);
  return row ? { ...row, leasedUntil: until } : null;
}

const waitingStatement = {
  name: "waiting-bulk-revocation-items",
  text: `SELECT credential_id FROM bulk_revocation_item
    WHERE tenant_id = $1 AND bulk_id = $2 AND state = 'waiting' LIMIT $3`,
};

export async function waitingOf(ctx: Ctx, bulkId: string, limit: number): Promise<string[]> {
  const values = [ctx.tenantId, bulkId, limit];
  const rows = await ctx.sql<{ credential_id: string }>(waitingStatement, values);
  return rows.map((row) => row.credential_id);
}

/** What revoking one does, for many at once: each has its audit row, and each list grows by one version. */
const revokeStatement = {
  name: "revoke-batch",
  text: `WITH held AS (
      SELECT id FROM bulk_revocation
      WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND leased_until = $7 FOR UPDATE),
    found AS (
      SELECT k.id, k.session_id FROM held, credential k
      WHERE k.tenant_id = $1 AND k.contract_id = $3 AND k.id = ANY($6::uuid[]) AND k.state IN ('issued', 'revoked')),
    revoked AS (
      UPDATE credential k SET state = 'revoked', status_value = 1, revoked_at = $4, revocation_reason = $5
      FROM found WHERE k.tenant_id = $1 AND k.id = ANY($6::uuid[]) AND k.id = found.id AND k.state = 'issued'
      RETURNING k.id, k.session_id, k.status_list_id),
    sessions AS (
      UPDATE issuance_session SET attempt = attempt + 1
      WHERE tenant_id = $1 AND id IN (SELECT session_id FROM revoked)),
    lists AS (
      UPDATE status_list SET version = version + 1
      WHERE tenant_id = $1 AND id IN (SELECT status_list_id FROM revoked)),
    items AS (
      UPDATE bulk_revocation_item i SET
        state = CASE WHEN i.credential_id IN (SELECT id FROM found) THEN 'revoked' ELSE 'failed' END,
        problem = CASE WHEN i.credential_id IN (SELECT id FROM found) THEN NULL ELSE $9 END
      FROM held
      WHERE i.tenant_id = $1 AND i.bulk_id = $2 AND i.credential_id = ANY($6::uuid[]) AND i.state = 'waiting'
      RETURNING i.state),
    audited AS (${auditInsertMany(10, "WHERE a.target_id IN (SELECT id::text FROM revoked)")})
    UPDATE bulk_revocation b SET leased_until = $8,
      revoked = b.revoked + (SELECT count(*) FROM items WHERE items.state = 'revoked'),
      failed = b.failed + (SELECT count(*) FROM items WHERE items.state = 'failed')
    FROM held WHERE b.tenant_id = $1 AND b.id = held.id RETURNING b.id`,
};

/** False when the lease had run out and was taken by somebody else: then nothing was done. */
export async function revokeBatch(
  ctx: Ctx,
  bulk: LeasedBulk,
  ids: readonly string[],
  held: Date,
  { now, until }: Lease,
): Promise<boolean> {
  const details = { bulk: bulk.id, ...(bulk.reason !== null && { reason: bulk.reason }) };
  const rows = ids.map((targetId) =>
    auditRow(ctx, { action: "credential.revoked", targetType: "credential", targetId, details }),
  );
  const values = [
    ctx.tenantId,
    bulk.id,
    bulk.contractId,
    now,
    bulk.reason ?? "revoked by the issuer",
    ids,
    held,
    until,
    "There is no such credential.",
    ...auditColumns(rows),
  ];
  return (await ctx.sql(revokeStatement, values)).length === 1;
}

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

export async function endBulk(ctx: Ctx, { id }: LeasedBulk, held: Date): Promise<void> {
  const fact = { action: "credential.bulk_revocation_ended", targetType: "bulk_revocation", targetId: id };
  await ctx.sql(endStatement, [ctx.tenantId, id, ctx.now(), held, ...auditValues(auditRow(ctx, fact))]);
}

const releaseStatement = {
  name: "release-bulk-revocation",
  text: "UPDATE bulk_revocation SET leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND leased_until = $3",
};

export async function releaseBulk(ctx: Ctx, { id }: LeasedBulk, held: Date): Promise<void> {
  await ctx.sql(releaseStatement, [ctx.tenantId, id, held]);
}
