import { keptActor } from "@/lib/audit/on-behalf";
import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import { type BulkRevocationView, CreateBulkRevocation, type IssuedBetween } from "@/lib/bulk-revocation/schema";
import { fetchBulkRevocation } from "@/lib/bulk-revocation/store";
import { fetchContractKey } from "@/lib/contract/contract-key";
import { credentialRowId } from "@/lib/credential/store";
import { BULK_MAX } from "@/lib/kernel/bulk-limit";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { overtaken } from "@/lib/repetition/take-effect";
import { defineUseCase } from "@/lib/use-case";

/** One more than may be taken, to tell when there are too many. */
const LIMIT = BULK_MAX + 1;

const statement = (name: string, picked: string) => ({
  name,
  text: `WITH picked AS MATERIALIZED (${picked}),
    taken AS (
      UPDATE idempotency_key SET state = 'done'
      WHERE tenant_id = $1 AND key_hash = $18 AND locked_until = $19 AND state = 'running'
        AND (SELECT count(*) FROM picked) <= ${BULK_MAX}
      RETURNING key_hash),
    bulk AS (
      INSERT INTO bulk_revocation (tenant_id, id, contract_id, reason, state, total, created_by, created_at, ended_at)
      SELECT $1, $2, $3, $4, CASE count(*) WHEN 0 THEN 'done' ELSE 'running' END, count(*), $5, $6::timestamptz,
        CASE count(*) WHEN 0 THEN $6::timestamptz END
      FROM picked HAVING count(*) <= ${BULK_MAX} AND ($18::text IS NULL OR EXISTS (SELECT FROM taken))
      RETURNING id),
    items AS (
      INSERT INTO bulk_revocation_item (tenant_id, bulk_id, credential_id, state)
      SELECT $1, bulk.id, picked.id, 'waiting' FROM bulk, picked),
    audited AS (${auditInsert(7, "bulk")})
    SELECT (SELECT count(*) FROM picked)::int AS picked, (SELECT count(*) FROM bulk)::int AS made`,
});

const insertNamed = statement("insert-bulk-revocation-of-ids", `SELECT DISTINCT unnest($20::uuid[]) AS id`);

/** An intent is written before its credential is issued, so that the list's own index serves. */
const insertFiltered = statement(
  "insert-bulk-revocation-by-time",
  `SELECT id FROM credential WHERE tenant_id = $1 AND contract_id = $3 AND state = 'issued'
    AND ($20::timestamptz IS NULL OR issued_at >= $20) AND ($21::timestamptz IS NULL OR issued_at < $21)
    AND prepared_at < COALESCE($21::timestamptz, 'infinity') LIMIT ${LIMIT}`,
);

interface Outcome {
  picked: number;
  made: number;
}

/** Notes down which credentials of a contract are to be revoked; a chore revokes them one after another. */
export const createBulkRevocation = defineUseCase(
  { name: "createBulkRevocation", input: CreateBulkRevocation },
  async (ctx, { credentialIds, filter, reason, ...ref }): Promise<BulkRevocationView> => {
    const contract = await fetchContractKey(ctx, ref);
    const id = ctx.random.uuid();
    const fact = {
      action: "credential.bulk_revocation_requested",
      targetType: "bulk_revocation",
      targetId: id,
      details: { contract: contract.id, ...selectionDetails(credentialIds, filter), ...(reason && { reason }) },
    };
    const actor = keptActor(ctx.actor);
    const values = [
      ctx.tenantId,
      id,
      contract.id,
      reason || null,
      actor,
      ctx.now(),
      ...auditValues(auditRow(ctx, fact)),
      ctx.repetition?.keyHash ?? null,
      ctx.repetition?.lockedUntil ?? null,
    ];
    const [outcome] = credentialIds
      ? await ctx.sql<Outcome>(insertNamed, [...values, credentialIds.map(rowIdAt)])
      : await ctx.sql<Outcome>(insertFiltered, [...values, ...boundsOf(filter)]);
    if ((outcome?.picked ?? 0) > BULK_MAX) {
      throw invalidField("filter", `More than ${BULK_MAX} credentials were issued then: choose a shorter time.`);
    }
    if (outcome?.made !== 1) throw overtaken();
    return fetchBulkRevocation(ctx, contract.id, id);
  },
);

function selectionDetails(
  ids: readonly string[] | undefined,
  { issuedAfter, issuedBefore }: IssuedBetween = {},
): Record<string, string | number> {
  return {
    ...(ids && { credentials: ids.length }),
    ...(issuedAfter !== undefined && { issuedAfter }),
    ...(issuedBefore !== undefined && { issuedBefore }),
  };
}

const boundsOf = (filter: IssuedBetween | undefined): (Date | null)[] =>
  [filter?.issuedAfter, filter?.issuedBefore].map((moment) => (moment === undefined ? null : new Date(moment)));

/** What is no id at all is refused by its place; an id that is nobody's becomes a failure of its own. */
function rowIdAt(credentialId: string, index: number): string {
  try {
    return credentialRowId(credentialId);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw invalidField(`credentialIds[${index}]`, "Give a credential id: urn:pic: and 32 hex digits.");
  }
}
