import type { Ctx } from "@/lib/context";
import type { FormatId } from "@/lib/contract/schema";
import type { CredentialPage, CredentialView } from "@/lib/credential/schema";
import type { Statement } from "@/lib/db/sql";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import { Problem } from "@/lib/kernel/errors";
import { credentialIdFromUrn, credentialUrn, isUuid } from "@/lib/kernel/ids";
import { NO_END } from "@/lib/kernel/no-end";

/** What a status list shows for a credential that is suspended (Token Status List, section 7.1). */
export const SUSPENDED = 2;

interface CredentialRow {
  id: string;
  contract_id: string;
  contract_public_id: string;
  contract_name: string;
  authority_id: string;
  session_id: string;
  format: FormatId;
  state: string;
  status_value: number;
  prepared_at: Date;
  issued_at: Date;
  valid_until: Date;
  suspended_at: Date | null;
  revoked_at: Date | null;
  revocation_reason: string | null;
}

/** Rows that a wallet got of living authorities: what was abandoned never left the house. */
const released = `SELECT k.id, k.contract_id, c.public_id AS contract_public_id, c.name AS contract_name, k.authority_id,
    k.session_id, k.format, k.state, k.status_value, k.prepared_at, k.issued_at, k.valid_until, k.suspended_at, k.revoked_at,
    k.revocation_reason
  FROM credential k JOIN contract c ON c.tenant_id = k.tenant_id AND c.id = k.contract_id
  JOIN authority a ON a.tenant_id = k.tenant_id AND a.id = k.authority_id AND a.deleted_at IS NULL
  WHERE k.tenant_id = $1 AND k.state IN ('issued', 'revoked') AND k.issued_at IS NOT NULL`;

export const findReleased: Statement = {
  name: "find-credential",
  text: `${released} AND k.contract_id = $2 AND k.id = $3`,
};

export const findReleasedById: Statement = { name: "find-credential-by-id", text: `${released} AND k.id = $2` };

/** Those of one indexed value, in the same pages. */
export const searchReleased: Statement = {
  name: "search-credentials",
  text: `${released} AND k.contract_id = $5 AND k.index_hash = $6
    AND (k.prepared_at, k.id) < ($2::timestamptz, $3::uuid) ORDER BY k.prepared_at DESC, k.id DESC LIMIT $4`,
};

/** Keyset pages, the newest first: after a moment and id. Two statements, so that each has its index. */
export const listReleased: Statement = {
  name: "list-credentials",
  text: `${released} AND (k.prepared_at, k.id) < ($2::timestamptz, $3::uuid)
    ORDER BY k.prepared_at DESC, k.id DESC LIMIT $4`,
};

export const listReleasedOfContract: Statement = {
  name: "list-credentials-of-contract",
  text: `${released} AND k.contract_id = $5 AND (k.prepared_at, k.id) < ($2::timestamptz, $3::uuid)
    ORDER BY k.prepared_at DESC, k.id DESC LIMIT $4`,
};

/** Where the first page begins: later than any credential. */
const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page by one of the statements above; `values` are those that it takes beside the place and the size. */
export async function readPage(
  ctx: Ctx,
  statement: Statement,
  { limit, cursor }: Asked,
  values: readonly unknown[] = [],
): Promise<CredentialPage> {
  const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
  const rows = await readCredentials(ctx, statement, [after.at, after.id, limit + 1, ...values]);
  const credentials = rows.slice(0, limit);
  const last = rows.length > limit ? credentials.at(-1) : undefined;
  return { credentials, nextCursor: last ? writeCursor({ at: new Date(last.preparedAt), id: last.id }) : null };
}

export async function readCredentials(
  ctx: Ctx,
  statement: Statement,
  values: readonly unknown[],
): Promise<CredentialView[]> {
  const rows = await ctx.sql<CredentialRow>(statement, [ctx.tenantId, ...values]);
  return rows.map((row) => credentialView(ctx, row));
}

const credentialView = (ctx: Ctx, row: CredentialRow): CredentialView => ({
  urn: credentialUrn(row.id),
  id: row.id,
  contractId: row.contract_id,
  contractPublicId: row.contract_public_id,
  contractName: row.contract_name,
  authorityId: row.authority_id,
  sessionId: row.session_id,
  format: row.format,
  status: statusOf(ctx, row),
  preparedAt: row.prepared_at.toISOString(),
  issuedAt: row.issued_at.toISOString(),
  validUntil: row.valid_until < NO_END ? row.valid_until.toISOString() : null,
  suspendedAt: row.status_value === SUSPENDED ? (row.suspended_at?.toISOString() ?? null) : null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  revocationReason: row.revocation_reason,
});

function statusOf(ctx: Ctx, row: CredentialRow): CredentialView["status"] {
  if (row.state === "revoked") return "revoked";
  if (row.status_value === SUSPENDED) return "suspended";
  return row.valid_until <= ctx.now() ? "expired" : "valid";
}

export const noSuchCredential = (): Problem => {
  const message = "There is no such credential.";
  return new Problem("not_found", message, { fields: { credentialId: message } });
};

/** The row id behind what a caller calls a credential. */
export function credentialRowId(credentialId: string): string {
  const id = credentialIdFromUrn(credentialId.toLowerCase()) ?? credentialId;
  if (!isUuid(id)) throw noSuchCredential();
  return id;
}
