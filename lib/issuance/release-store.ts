import { auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import { SUPERSEDED } from "@/lib/credential/schema";
import { SUSPENDED } from "@/lib/credential/store";

/** One credential about to be signed. */
interface PreparedCredential {
  readonly id: string;
  readonly statusListId: string;
  readonly statusIndex: number;
  readonly signingInputDigest: string;
  readonly holderThumbprint: string;
  readonly indexHash: string | null;
  /** True when it carries no entry of our lists, though one is taken for it (security I4). */
  readonly foreignStatus: boolean;
  readonly validFrom: Date;
  readonly validUntil: Date;
}

interface Preparation {
  readonly sessionId: string;
  readonly authorityId: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly signingKeyId: string;
  readonly format: FormatId;
  readonly accessTokenHash: string;
  readonly nonceHash: string;
  readonly nonceExpiresAt: Date;
  /** Of a credential that was put off: its transaction, which the release ends. */
  readonly transactionHash: string | null;
  /** How often the session may have been begun before this; null for however often. */
  readonly formerAttempt: number | null;
  readonly credentials: readonly PreparedCredential[];
}

/**
 * A wallet may ask again with its own keys, unless what it got is suspended, or was revoked for a reason of its own.
 * Asked before signing and again at the release: the first question may have waited for a revocation with eyes of
 * before it.
 */
const notWithdrawnMeanwhile = `NOT EXISTS (SELECT 1 FROM credential r
  WHERE r.tenant_id = s.tenant_id AND r.session_id = s.id
    AND (r.status_value = ${SUSPENDED} OR (r.state = 'revoked' AND r.revocation_reason <> '${SUPERSEDED}')))`;

const prepareStatement = {
  name: "prepare-credentials",
  text: `WITH nonce AS (
      INSERT INTO nonce_use (tenant_id, nonce_hash, access_token_hash, expires_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (tenant_id, nonce_hash) DO UPDATE SET access_token_hash = nonce_use.access_token_hash
      WHERE nonce_use.access_token_hash = EXCLUDED.access_token_hash
      RETURNING nonce_hash),
    key AS (
      SELECT k.signing_key_id FROM authority_key k
      WHERE k.tenant_id = $1 AND k.authority_id = $8 AND k.signing_key_id = $11 AND k.role IN ('current', 'retired')
      FOR SHARE),
    session AS (
      UPDATE issuance_session s SET attempt = s.attempt + 1
      FROM tenant t
      WHERE s.tenant_id = $1 AND s.id = $5 AND s.access_token_hash = $3 AND s.access_token_expires_at > $6
        AND t.id = s.tenant_id AND t.status = 'enabled' AND t.epoch = s.tenant_epoch
        AND (s.state = 'redeemed' OR (s.state = 'issued' AND s.holder_thumbprints = $7::jsonb AND ${notWithdrawnMeanwhile}))
        AND (NOT s.deferred OR s.transaction_hash = $33)
        AND ($34::int IS NULL OR s.attempt = $34)
        AND EXISTS (SELECT 1 FROM nonce) AND EXISTS (SELECT 1 FROM key)
      RETURNING s.id, s.attempt),
    prepared AS (
      INSERT INTO credential (tenant_id, id, authority_id, contract_id, contract_version, session_id, attempt,
        signing_key_id, format, state, signing_input_digest, index_hash, status_list_id, status_index, foreign_status,
        holder_thumbprint, valid_from, valid_until, prepared_at)
      SELECT $1, one.id, $8, $9, $10, session.id, session.attempt, $11, $12, 'prepared', one.digest, one.index_hash,
        one.list, one.index, one.foreign_status, one.holder, one.valid_from, one.valid_until, $6
      FROM session, unnest($13::uuid[], $14::text[], $15::uuid[], $16::int[], $17::text[], $18::text[], $19::boolean[],
          $20::timestamptz[], $21::timestamptz[])
        AS one (id, digest, list, index, holder, index_hash, foreign_status, valid_from, valid_until)
      RETURNING id),
    audited AS (${auditInsert(22, "prepared")})
    SELECT (SELECT count(*) FROM nonce)::int AS nonces, (SELECT count(*) FROM key)::int AS keys,
      (SELECT attempt FROM session) AS attempt`,
};

type PrepareOutcome =
  | { readonly kind: "prepared"; readonly attempt: number }
  | { readonly kind: "nonce" }
  | { readonly kind: "key" }
  | { readonly kind: "denied" };

/**
 * Writes the intent before anything is signed (security I2): binds the nonce to the token, counts the attempt, takes
 * the status indices. It holds on to the signing key, so that the key cannot leave the DID document before this
 * credential is counted among those that need it (security I8). Throws the database's unique violation when an index is taken: draw another.
 */
export async function prepareCredentials(ctx: Ctx, preparation: Preparation): Promise<PrepareOutcome> {
  const { credentials } = preparation;
  const fact = {
    action: "credential.prepared",
    targetType: "issuance",
    targetId: preparation.sessionId,
    details: { credentials: credentials.length, format: preparation.format },
  };
  const values = [
    ctx.tenantId,
    preparation.nonceHash,
    preparation.accessTokenHash,
    preparation.nonceExpiresAt,
    preparation.sessionId,
    ctx.now(),
    JSON.stringify(credentials.map(({ holderThumbprint }) => holderThumbprint).sort()),
    preparation.authorityId,
    preparation.contractId,
    preparation.contractVersion,
    preparation.signingKeyId,
    preparation.format,
    credentials.map(({ id }) => id),
    credentials.map(({ signingInputDigest }) => signingInputDigest),
    credentials.map(({ statusListId }) => statusListId),
    credentials.map(({ statusIndex }) => statusIndex),
    credentials.map(({ holderThumbprint }) => holderThumbprint),
    credentials.map(({ indexHash }) => indexHash),
    credentials.map(({ foreignStatus }) => foreignStatus),
    credentials.map(({ validFrom }) => validFrom),
    credentials.map(({ validUntil }) => validUntil),
    ...auditValues(auditRow(ctx, fact)),
    preparation.transactionHash,
    preparation.formerAttempt,
  ];
  const [row] = await ctx.sql<{ nonces: number; keys: number; attempt: number | null }>(prepareStatement, values);
  if (!row || row.nonces === 0) return { kind: "nonce" };
  if (row.keys === 0) return { kind: "key" };
  return row.attempt === null ? { kind: "denied" } : { kind: "prepared", attempt: row.attempt };
}

const markSignedStatement = {
  name: "mark-credentials-signed",
  text: `WITH signed AS (
      UPDATE credential c SET state = 'signed', signed_at = $2, credential_digest = one.digest
      FROM unnest($3::uuid[], $4::text[]) AS one (id, digest)
      WHERE c.tenant_id = $1 AND c.id = one.id AND c.state = 'prepared' RETURNING c.id),
    audited AS (${auditInsert(5, "signed")})
    SELECT id FROM signed`,
};

/** False when one of them was abandoned meanwhile: then none may be released. */
export async function markSigned(
  ctx: Ctx,
  sessionId: string,
  ids: readonly string[],
  digests: readonly string[],
): Promise<boolean> {
  const fact = {
    action: "credential.signed",
    targetType: "issuance",
    targetId: sessionId,
    details: { credentials: ids.length },
  };
  const values = [ctx.tenantId, ctx.now(), ids, digests, ...auditValues(auditRow(ctx, fact))];
  return (await ctx.sql(markSignedStatement, values)).length === ids.length;
}

const releaseStatement = {
  name: "release-credentials",
  text: `WITH session AS (
      UPDATE issuance_session s SET state = 'issued', issued_at = COALESCE(s.issued_at, $2), holder_thumbprints = $5,
        transaction_hash = NULL,
        access_token_expires_at = LEAST(s.access_token_expires_at, $2::timestamptz + interval '300 seconds')
      FROM tenant t
      WHERE s.tenant_id = $1 AND s.id = $3 AND s.attempt = $4 AND s.state IN ('redeemed', 'issued')
        AND t.id = s.tenant_id AND t.status = 'enabled' AND t.epoch = s.tenant_epoch AND ${notWithdrawnMeanwhile}
        AND cardinality($6::uuid[]) = (
          SELECT count(*) FROM credential k WHERE k.tenant_id = $1 AND k.id = ANY($6::uuid[]) AND k.state = 'signed')
      RETURNING s.id),
    released AS (
      UPDATE credential SET state = 'issued', issued_at = $2, notification_hash = $7
      WHERE tenant_id = $1 AND id = ANY($6::uuid[]) AND state = 'signed' AND EXISTS (SELECT 1 FROM session)
      RETURNING id),
    former AS (
      UPDATE credential SET state = CASE state WHEN 'issued' THEN 'revoked' ELSE 'abandoned' END, status_value = 1,
        revoked_at = $2, revocation_reason = '${SUPERSEDED}'
      WHERE tenant_id = $1 AND session_id = $3 AND NOT (id = ANY($6::uuid[]))
        AND state IN ('prepared', 'signed', 'issued') AND EXISTS (SELECT 1 FROM session)
      RETURNING status_list_id),
    lists AS (
      UPDATE status_list SET version = version + 1
      WHERE tenant_id = $1 AND id IN (SELECT status_list_id FROM former)),
    audited AS (${auditInsert(8, "released")})
    SELECT id FROM released`,
};

interface Release {
  readonly sessionId: string;
  readonly attempt: number;
  readonly credentialIds: readonly string[];
  readonly holderThumbprints: readonly string[];
  readonly notificationHash: string;
}

/**
 * Turns the signed credentials into issued ones and marks what the session left before as invalid, so that one offer
 * never leaves two valid ones (security I3). False when another request of the same token came later, when they
 * were given up meanwhile, or when the tenant opted out: then nothing may be released, and what was there stays.
 */
export async function releaseCredentials(ctx: Ctx, release: Release): Promise<boolean> {
  const { credentialIds, sessionId } = release;
  const fact = {
    action: "credential.issued",
    targetType: "issuance",
    targetId: sessionId,
    details: { credentials: credentialIds.length },
  };
  const values = [
    ctx.tenantId,
    ctx.now(),
    sessionId,
    release.attempt,
    JSON.stringify(release.holderThumbprints),
    credentialIds,
    release.notificationHash,
    ...auditValues(auditRow(ctx, fact)),
  ];
  return (await ctx.sql(releaseStatement, values)).length === credentialIds.length;
}

const abandonStatement = {
  name: "abandon-credential",
  text: `WITH abandoned AS (
      UPDATE credential SET state = 'abandoned', status_value = 1, revoked_at = $2, revocation_reason = $4
      WHERE tenant_id = $1 AND id = $3 AND state IN ('prepared', 'signed')
      RETURNING id, status_list_id),
    lists AS (
      UPDATE status_list SET version = version + 1
      WHERE tenant_id = $1 AND id IN (SELECT status_list_id FROM abandoned)),
    audited AS (${auditInsert(5, "abandoned")})
    SELECT id FROM abandoned`,
};

/** Gives up credentials that may have been signed: their entries turn invalid, for good (security I4). */
export async function abandonCredentials(ctx: Ctx, ids: readonly string[], reason: string): Promise<void> {
  for (const id of ids) {
    const fact = { action: "credential.abandoned", targetType: "credential", targetId: id, details: { reason } };
    await ctx.sql(abandonStatement, [ctx.tenantId, ctx.now(), id, reason, ...auditValues(auditRow(ctx, fact))]);
  }
}
