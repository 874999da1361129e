import type { BulkRevocationView } from "@/lib/bulk-revocation/schema";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { credentialUrn, isUuid } from "@/lib/kernel/ids";

const FAILURES_SHOWN = 100;

const findBulk = {
  name: "find-bulk-revocation",
  text: `SELECT b.id, b.contract_id, b.state, b.total, b.revoked, b.failed, b.reason, b.created_at, b.ended_at,
      (SELECT jsonb_agg(jsonb_build_object('id', i.credential_id, 'problem', i.problem)) FROM (
        SELECT credential_id, problem FROM bulk_revocation_item
        WHERE tenant_id = b.tenant_id AND bulk_id = b.id AND state = 'failed' AND b.failed > 0
        ORDER BY credential_id LIMIT ${FAILURES_SHOWN}) i) AS failures
    FROM bulk_revocation b WHERE b.tenant_id = $1 AND b.contract_id = $2 AND b.id = $3`,
};

interface BulkRow {
  id: string;
  contract_id: string;
  state: "running" | "done";
  total: number;
  revoked: number;
  failed: number;
  reason: string | null;
  created_at: Date;
  ended_at: Date | null;
  failures: { id: string; problem: string | null }[] | null;
}

/** The contract's bulk revocation; another tenant's or contract's does not exist for us (security D3). */
export async function fetchBulkRevocation(ctx: Ctx, contractId: string, id: string): Promise<BulkRevocationView> {
  const [row] = isUuid(id) ? await ctx.sql<BulkRow>(findBulk, [ctx.tenantId, contractId, id]) : [];
  if (!row) {
    const message = "There is no such bulk revocation.";
    throw new Problem("not_found", message, { fields: { bulkRevocationId: message } });
  }
  return {
    id: row.id,
    contractId: row.contract_id,
    state: row.state,
    total: row.total,
    revoked: row.revoked,
    failed: row.failed,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    failures: (row.failures ?? []).map(({ id: credentialId, problem }) => ({
      urn: credentialUrn(credentialId),
      problem: problem ?? "It was not revoked.",
    })),
  };
}
