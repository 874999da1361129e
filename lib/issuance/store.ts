import { type AuditFact, auditInsert, auditRow, auditValues } from "@/lib/audit/record";
import type { Ctx, Platform } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import type { Statement } from "@/lib/db/sql";
import type { Grant, Protocol, Registration, SessionFailure, SessionState } from "@/lib/issuance/schema";

/**
 * The wallet paths' statements: each is one round trip and one transaction, and each change of state is one
 * conditional UPDATE whose row decides (security D2, D4). The audit row is inserted by the same statement.
 */

/** A session's row as the wallet paths read it. */
export interface SessionRow {
  id: string;
  contract_id: string;
  contract_name: string;
  contract_public_id: string;
  /** The Issuer API's configuration that the contract stands for; null for a designed one. */
  configuration_id: string | null;
  contract_version: number;
  format: FormatId;
  protocol: Protocol;
  state: SessionState;
  /** The session whose offer, code and token this one shares. */
  batch_of: string | null;
  grant: Grant;
  deferred: boolean;
  sealed_code: string | null;
  sealed_claims: string | null;
  sealed_document: string | null;
  sealed_callback: string | null;
  tx_code_hash: string | null;
  tx_code: { length: number } | null;
  tx_code_attempts: number;
  valid_until: Date | null;
  access_token_hash: string | null;
  redeemed_at: Date | null;
  issued_at: Date | null;
  transaction_hash: string | null;
  proven_holders: unknown;
  authorization: unknown;
  dpop_thumbprint: string | null;
  expires_at: Date;
  /** No code was made yet: that is done when a wallet opens the offer. */
  awaits_code: boolean;
  /** When the code runs out, where that is before the offer does. */
  code_expires_at: Date | null;
}

const sessionColumns = `s.id, s.contract_id, c.name AS contract_name, c.public_id AS contract_public_id,
  c.configuration_id, s.contract_version, s.format, s.protocol, s.state, s.batch_of, s.batch_position, s."grant",
  s.deferred, s.sealed_code, s.sealed_claims, s.sealed_document, s.sealed_callback, s.tx_code_hash, s.tx_code,
  s.tx_code_attempts, s.valid_until, s.access_token_hash, s.redeemed_at, s.issued_at, s.transaction_hash,
  s.proven_holders, s."authorization", s.dpop_thumbprint, s.expires_at,
  s.code_hash IS NULL AND s."grant" = 'preAuthorized' AS awaits_code, s.code_expires_at`;

export const livingSessions = `FROM issuance_session s
  JOIN tenant t ON t.id = s.tenant_id AND t.status = 'enabled' AND t.epoch = s.tenant_epoch
  JOIN contract c ON c.tenant_id = s.tenant_id AND c.id = s.contract_id AND c.archived_at IS NULL`;

/**
 * In SQL, the sessions `s` of which `condition` is true, as `one`. A session counts only while its tenant is what it was
 * when the offer was made (security I12), and while its contract is in use: an offer made in the moment of the archiving
 * ends with it. Each comes as one value: the driver is told of every column with every answer, and to learn of thirty
 * takes it longer than to read them.
 */
export const sessionsWhere = (condition: string): string => `SELECT to_json(one) AS session FROM (
    SELECT ${sessionColumns} ${livingSessions} WHERE ${condition}) AS one`;

type InJson<Value> = Value extends Date ? string : Value;

/** What a statement with {@link sessionsWhere} finds. */
export async function findSessions(
  { sql }: Platform,
  statement: Statement,
  values: readonly unknown[],
): Promise<SessionRow[]> {
  const rows = await sql<{ session: { [Name in keyof SessionRow]: InJson<SessionRow[Name]> } }>(statement, values);
  return rows.map(({ session }) =>
    Object.assign(session, {
      valid_until: asDate(session.valid_until),
      redeemed_at: asDate(session.redeemed_at),
      issued_at: asDate(session.issued_at),
      expires_at: new Date(session.expires_at),
      code_expires_at: asDate(session.code_expires_at),
    }),
  );
}

const asDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

const insertSessionStatement = {
  name: "insert-issuance-session",
  text: `WITH taken AS (
      UPDATE idempotency_key SET state = 'done'
      WHERE tenant_id = $1 AND key_hash = $29 AND locked_until = $30 AND state = 'running' RETURNING key_hash),
    made AS (
      INSERT INTO issuance_session (tenant_id, id, authority_id, contract_id, contract_version, tenant_epoch, format,
        offer_hash, code_hash, sealed_code, sealed_claims, sealed_callback, tx_code_hash, tx_code, valid_until,
        created_by, created_at, expires_at, registration, protocol)
      SELECT t.id, $2, $3, $4, $5, t.epoch, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $31, $32
      FROM tenant t JOIN authority a ON a.tenant_id = t.id AND a.id = $3 AND a.deleted_at IS NULL
      WHERE t.id = $1 AND t.status = 'enabled' AND ($29::text IS NULL OR EXISTS (SELECT FROM taken))
      RETURNING id),
    audited AS (${auditInsert(18, "made")})
    SELECT id FROM made`,
};

interface NewSession {
  id: string;
  authorityId: string;
  contractId: string;
  contractVersion: number;
  format: FormatId;
  protocol: Protocol;
  offerHash: string;
  /** Null where the offer outlives its code, which is then made when a wallet opens the offer. */
  codeHash: string | null;
  sealedCode: string;
  sealedClaims: string;
  sealedCallback: string | null;
  txCodeHash: string | null;
  txCode: { length: number } | null;
  validUntil: Date | null;
  registration: Registration | null;
  createdAt: Date;
  expiresAt: Date;
}

/**
 * False when the authority was deleted, the tenant has opted out, or another request with the same idempotency key was
 * let in.
 */
export async function insertSession(ctx: Ctx, session: NewSession, fact: AuditFact): Promise<boolean> {
  const values = [
    ctx.tenantId,
    session.id,
    session.authorityId,
    session.contractId,
    session.contractVersion,
    session.format,
    session.offerHash,
    session.codeHash,
    session.sealedCode,
    session.sealedClaims,
    session.sealedCallback,
    session.txCodeHash,
    session.txCode && JSON.stringify(session.txCode),
    session.validUntil,
    ctx.actor.id,
    session.createdAt,
    session.expiresAt,
    ...auditValues(auditRow(ctx, fact)),
    ctx.repetition?.keyHash ?? null,
    ctx.repetition?.lockedUntil ?? null,
    session.registration && JSON.stringify(session.registration),
    session.protocol,
  ];
  return (await ctx.sql(insertSessionStatement, values)).length === 1;
}

const failStatement = {
  name: "fail-issuance-session",
  text: `WITH failed AS (
      UPDATE issuance_session SET state = 'failed', failure = $3, ended_at = $4, sealed_code = NULL, sealed_claims = NULL,
        sealed_document = NULL, sealed_callback = NULL, proven_holders = NULL, "authorization" = NULL
      WHERE tenant_id = $1 AND id = $2 AND state IN ('offered', 'opened', 'redeemed') RETURNING id),
    audited AS (${auditInsert(5, "failed")})
    SELECT id FROM failed`,
};

/** Ends a session for good; false when it had ended before, or has issued. */
export async function failSession(ctx: Ctx, sessionId: string, failure: SessionFailure): Promise<boolean> {
  const fact = {
    action: "issuance.failed",
    targetType: "issuance",
    targetId: sessionId,
    details: { reason: failure.code },
  };
  const values = [ctx.tenantId, sessionId, JSON.stringify(failure), ctx.now(), ...auditValues(auditRow(ctx, fact))];
  return (await ctx.sql(failStatement, values)).length === 1;
}

const findByCodeStatement = {
  name: "find-session-by-code",
  text: sessionsWhere(
    `s.tenant_id = $1 AND s.authority_id = $2 AND s.code_hash = $3 AND s.protocol = $4 AND s."grant" = $5`,
  ),
};

export async function findSessionByCode(
  platform: Platform,
  { tenantId, authorityId, protocol }: WalletPlace,
  grant: Grant,
  codeHash: string,
): Promise<SessionRow | null> {
  const values = [tenantId, authorityId, codeHash, protocol, grant];
  const [session] = await findSessions(platform, findByCodeStatement, values);
  return session ?? null;
}

const findByTokenStatement = {
  name: "find-sessions-by-token",
  text: `${sessionsWhere(
    `s.tenant_id = $1 AND s.authority_id = $2 AND s.protocol = $5 AND s.access_token_expires_at > $4
      AND (s.access_token_hash = $3 OR s.transaction_hash = $3)`,
  )} ORDER BY one.batch_position, one.id`,
};

/** Whose sessions, and in which version of the protocol a wallet asks for them. */
export interface WalletPlace {
  readonly tenantId: string;
  readonly authorityId: string;
  readonly protocol: Protocol;
}

/** The sessions that a token is good for, those of one offer: by an access token all, by an acceptance token its one. */
export const findSessionsByToken = (
  platform: Platform,
  { tenantId, authorityId, protocol }: WalletPlace,
  tokenHash: string,
): Promise<SessionRow[]> =>
  findSessions(platform, findByTokenStatement, [tenantId, authorityId, tokenHash, platform.now(), protocol]);

const findPlaceStatement = {
  name: "find-place-of-session",
  text: "SELECT tenant_id, authority_id, protocol FROM issuance_session WHERE id = $1",
};

/** Where the session is at home that a code or a token names: to be believed only with the hash of these. */
export async function findPlaceOfSession(platform: Platform, sessionId: string): Promise<WalletPlace | null> {
  const [row] = await platform.sql<{ tenant_id: string; authority_id: string; protocol: Protocol }>(
    findPlaceStatement,
    [sessionId],
  );
  return row ? { tenantId: row.tenant_id, authorityId: row.authority_id, protocol: row.protocol } : null;
}
