import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx, Platform } from "@/lib/context";

const AT_ONCE = 20;

/** Drafts that were left, batches that were paused and left, those whose last offer has run out, and those of before an opt-out. */
const due = `((b.rows_until <= $1 AND b.state <> 'running')
  OR EXISTS (SELECT FROM tenant t WHERE t.id = b.tenant_id AND (t.epoch <> b.tenant_epoch OR t.status <> 'enabled')))
  AND b.rows_until IS NOT NULL`;

export const sweepingWaits = `EXISTS (SELECT FROM bulk_issuance b WHERE ${due})`;

const findDue = {
  name: "find-due-bulk-issuances",
  text: `SELECT b.tenant_id, b.id FROM bulk_issuance b WHERE ${due} LIMIT ${AT_ONCE}`,
};

const wipeStatement = {
  name: "wipe-bulk-issuance",
  text: `WITH wiped AS (
      UPDATE bulk_issuance b SET rows_until = NULL, leased_until = NULL, ended_at = COALESCE(b.ended_at, $1),
        state = CASE WHEN b.state = 'done' THEN 'done' ELSE 'cancelled' END
      WHERE b.tenant_id = $2 AND b.id = $3 AND ${due} RETURNING b.id),
    items AS (
      UPDATE bulk_issuance_item i SET sealed_row = NULL FROM wiped
      WHERE i.tenant_id = $2 AND i.bulk_id = wiped.id AND i.sealed_row IS NOT NULL),
    audited AS (${auditInsert(4, "wiped")})
    SELECT id FROM wiped`,
};

/** Forgets the cells of batches that nobody can need any more; their counts stay. */
export async function sweepBulkIssuances(platform: Platform): Promise<void> {
  const found = await platform.sql<{ tenant_id: string; id: string }>(findDue, [platform.now()]);
  for (const { tenant_id: tenantId, id } of found) {
    const ctx = systemCtx(platform, tenantId);
    const fact = { action: "issuance.batch_wiped", targetType: "bulk_issuance", targetId: id };
    await platform.sql(wipeStatement, [platform.now(), tenantId, id, ...auditValues(auditRow(ctx, fact))]);
  }
}

const systemCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "recovery", permissions: [] },
});
