import { auditColumns, auditInsertMany, auditRow } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import type { Grant, Protocol } from "@/lib/issuance/schema";

/** A session of the Issuer API: the first of an offer holds its secrets, the others refer to it. */
export interface NewDocumentSession {
  readonly id: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly format: FormatId;
  readonly offerHash: string | null;
  readonly codeHash: string | null;
  readonly sealedCode: string | null;
  readonly sealedDocument: string;
  readonly sealedCallback: string | null;
  readonly batchOf: string | null;
  readonly batchPosition: number;
  readonly deferred: boolean;
  /** What the audit trail calls the configuration. */
  readonly configuration: string;
}

/** What all sessions of an offer have in common. */
interface OfferTerms {
  readonly authorityId: string;
  readonly protocol: Protocol;
  readonly grant: Grant;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const insertStatement = {
  name: "insert-document-sessions",
  text: `WITH taken AS (
      UPDATE idempotency_key SET state = 'done'
      WHERE tenant_id = $1 AND key_hash = $8 AND locked_until = $9 AND state = 'running' RETURNING key_hash),
    made AS (
      INSERT INTO issuance_session (tenant_id, id, authority_id, contract_id, contract_version, tenant_epoch, format,
        protocol, "grant", offer_hash, code_hash, sealed_code, sealed_document, sealed_callback, batch_of,
        batch_position, deferred, created_by, created_at, expires_at)
      SELECT t.id, one.id, $2, one.contract_id, one.contract_version, t.epoch, one.format, $3, $4, one.offer_hash,
        one.code_hash, one.sealed_code, one.sealed_document, one.sealed_callback, one.batch_of, one.batch_position,
        one.deferred, $5, $6, $7
      FROM tenant t JOIN authority a ON a.tenant_id = t.id AND a.id = $2 AND a.deleted_at IS NULL,
        unnest($10::uuid[], $11::uuid[], $12::int[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
          $18::text[], $19::uuid[], $20::smallint[], $21::boolean[])
          AS one (id, contract_id, contract_version, format, offer_hash, code_hash, sealed_code, sealed_document,
            sealed_callback, batch_of, batch_position, deferred)
      WHERE t.id = $1 AND t.status = 'enabled' AND ($8::text IS NULL OR EXISTS (SELECT FROM taken))
      RETURNING id),
    audited AS (${auditInsertMany(22, "WHERE a.target_id IN (SELECT id::text FROM made)")})
    SELECT id FROM made`,
};

/**
 * Writes all sessions of an offer at once, or none. False when the authority was deleted, the tenant has opted out, or
 * another request with the same idempotency key was let in.
 */
export async function insertDocumentSessions(
  ctx: Ctx,
  terms: OfferTerms,
  sessions: readonly NewDocumentSession[],
): Promise<boolean> {
  const facts = sessions.map(({ id, configuration }) =>
    auditRow(ctx, {
      action: "issuance.offered",
      targetType: "issuance",
      targetId: id,
      details: { configuration },
    }),
  );
  const values = [
    ctx.tenantId,
    terms.authorityId,
    terms.protocol,
    terms.grant,
    ctx.actor.id,
    terms.createdAt,
    terms.expiresAt,
    ctx.repetition?.keyHash ?? null,
    ctx.repetition?.lockedUntil ?? null,
    sessions.map(({ id }) => id),
    sessions.map(({ contractId }) => contractId),
    sessions.map(({ contractVersion }) => contractVersion),
    sessions.map(({ format }) => format),
    sessions.map(({ offerHash }) => offerHash),
    sessions.map(({ codeHash }) => codeHash),
    sessions.map(({ sealedCode }) => sealedCode),
    sessions.map(({ sealedDocument }) => sealedDocument),
    sessions.map(({ sealedCallback }) => sealedCallback),
    sessions.map(({ batchOf }) => batchOf),
    sessions.map(({ batchPosition }) => batchPosition),
    sessions.map(({ deferred }) => deferred),
    ...auditColumns(facts),
  ];
  return (await ctx.sql(insertStatement, values)).length === sessions.length;
}
