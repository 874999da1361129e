import { auditColumns, auditInsertMany, auditRow } from "@/lib/audit/record";
import type { OfferOfRow } from "@/lib/bulk-issuance/make-offer";
import type { BulkRowProblem } from "@/lib/bulk-issuance/schema";
import { heldBulk, type LeasedBulk } from "@/lib/bulk-issuance/worker-store";
import type { Ctx } from "@/lib/context";

/** Of what is handed in, what came true: sessions that were made, rows that failed. */
const AUDITED = `WHERE a.target_id IN (SELECT id::text FROM made)
  OR (a.target_id = $2::text AND (a.details ->> 'row')::int IN (SELECT row_number FROM failed))`;

/**
 * One transaction: the sessions of some rows, their audit rows, and the rows' new state. It begins with the lease, so
 * of two workers one does nothing; a row that has its offer is not waiting, so none gets a second one. The rows are
 * named once more where they are updated, or the database may walk the whole batch for each of them.
 */
const offerStatement = {
  name: "offer-bulk-issuance-rows",
  text: `WITH held AS (${heldBulk}),
    living AS (
      SELECT t.epoch FROM held, tenant t
      JOIN authority a ON a.tenant_id = t.id AND a.id = $6 AND a.deleted_at IS NULL
      JOIN contract c ON c.tenant_id = t.id AND c.id = $7 AND c.archived_at IS NULL
      WHERE t.id = $1 AND t.status = 'enabled' AND t.epoch = $8),
    ready AS (
      SELECT one.* FROM living, unnest($14::int[], $15::uuid[], $16::text[], $17::text[], $18::text[], $19::jsonb[],
          $20::text[]) AS one (row, session, offer_hash, code, claims, tx_code, label)
      JOIN bulk_issuance_item i ON i.tenant_id = $1 AND i.bulk_id = $2 AND i.row_number = one.row AND i.state = 'waiting'),
    made AS (
      INSERT INTO issuance_session (tenant_id, id, authority_id, contract_id, contract_version, tenant_epoch, format,
        offer_hash, sealed_code, sealed_claims, tx_code, created_by, created_at, expires_at)
      SELECT $1, ready.session, $6, $7, $9, $8, $10, ready.offer_hash, ready.code, ready.claims, ready.tx_code, $11, $5, $12
      FROM ready RETURNING id),
    offered AS (
      UPDATE bulk_issuance_item i SET state = 'offered', session_id = ready.session, sealed_row = ready.label
      FROM ready
      WHERE i.tenant_id = $1 AND i.bulk_id = $2 AND i.row_number = ANY($14::int[]) AND i.row_number = ready.row
      RETURNING i.row_number),
    failed AS (
      UPDATE bulk_issuance_item i SET state = 'failed', problem = bad.problem
      FROM living, unnest($21::int[], $22::jsonb[]) AS bad (row, problem)
      WHERE i.tenant_id = $1 AND i.bulk_id = $2 AND i.row_number = bad.row AND i.state = 'waiting'
      RETURNING i.row_number),
    audited AS (${auditInsertMany(23, AUDITED)}),
    done AS (SELECT (SELECT count(*) FROM offered)::int AS offered, (SELECT count(*) FROM failed)::int AS failed)
    UPDATE bulk_issuance b SET leased_until = $4, offered = b.offered + done.offered, failed = b.failed + done.failed,
      attempted = b.attempted + done.offered + done.failed, worked_ms = b.worked_ms + $13::int,
      rows_until = CASE WHEN done.offered > 0 THEN $12 ELSE b.rows_until END
    FROM held, done WHERE b.tenant_id = $1 AND b.id = held.id
    RETURNING (SELECT count(*) FROM living)::int AS living`,
};

interface Turn {
  /** Until when the lease was held, and until when it is from now on. */
  readonly held: Date;
  readonly until: Date;
  readonly now: Date;
  /** Since the turn before. */
  readonly workedMs: number;
}

export interface RowFailure {
  readonly row: number;
  readonly problem: BulkRowProblem;
  /** What was stored does not open: an incident, so it is told in the audit trail (security S5). */
  readonly unreadable?: boolean;
}

export interface Work {
  readonly offers: readonly OfferOfRow[];
  readonly failures: readonly RowFailure[];
}

/** `lost`: somebody else has the lease, or the batch was paused, and nothing was done. `closed`: the issuer is no more. */
export async function offerRows(
  ctx: Ctx,
  bulk: LeasedBulk,
  { offers, failures }: Work,
  { held, until, now, workedMs }: Turn,
): Promise<"done" | "lost" | "closed"> {
  const details = { batch: bulk.id, configuration: offers[0]?.configuration ?? "" };
  const events = offers.map(({ sessionId: targetId }) =>
    auditRow(ctx, { action: "issuance.offered", targetType: "issuance", targetId, details }),
  );
  const incidents = failures
    .filter(({ unreadable }) => unreadable)
    .map(({ row }) =>
      auditRow(ctx, {
        action: "issuance.batch_row_unreadable",
        targetType: "bulk_issuance",
        targetId: bulk.id,
        details: { row },
      }),
    );
  const [outcome] = await ctx.sql<{ living: number }>(offerStatement, [
    ctx.tenantId,
    bulk.id,
    held,
    until,
    now,
    bulk.authorityId,
    bulk.contractId,
    bulk.tenantEpoch,
    bulk.contractVersion,
    bulk.format,
    ctx.actor.id,
    new Date(now.getTime() + bulk.offerLifetimeSeconds * 1000),
    workedMs,
    offers.map(({ row }) => row),
    offers.map(({ sessionId }) => sessionId),
    offers.map(({ offerHash }) => offerHash),
    offers.map(({ sealedCode }) => sealedCode),
    offers.map(({ sealedClaims }) => sealedClaims),
    offers.map(({ txCode }) => txCode && JSON.stringify(txCode)),
    offers.map(({ sealedLabel }) => sealedLabel),
    failures.map(({ row }) => row),
    failures.map(({ problem }) => JSON.stringify(problem)),
    ...auditColumns([...events, ...incidents]),
  ]);
  if (!outcome) return "lost";
  return outcome.living === 1 ? "done" : "closed";
}
