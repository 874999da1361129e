import { auditColumns, auditInsertMany, auditRow } from "@/lib/audit/record";
import type { Ctx, Platform } from "@/lib/context";
import { messageColumns, queueInsert } from "@/lib/delivery/outbox";
import { expiryNews } from "@/lib/issuance/expiry-news";
import { abandonCredentials } from "@/lib/issuance/release-store";

/** Longer than signing (6 s) and a callback (5 s) can take, so that no living request is disturbed. */
const UNFINISHED_AFTER_MS = 60_000;
const AT_ONCE = 500;

const findUnfinished = {
  name: "find-unfinished-credentials",
  text: `SELECT tenant_id, array_agg(id) AS ids FROM (
      SELECT tenant_id, id FROM credential WHERE state IN ('prepared', 'signed') AND prepared_at < $1 LIMIT ${AT_ONCE}
    ) AS unfinished GROUP BY tenant_id`,
};

/** Gives up what a crash left between intent and release: it may have been signed, so its entries turn invalid. */
export async function recoverCredentials(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - UNFINISHED_AFTER_MS);
  for (;;) {
    const groups = await platform.sql<{ tenant_id: string; ids: string[] }>(findUnfinished, [before]);
    for (const { tenant_id: tenantId, ids } of groups) {
      await abandonCredentials(systemCtx(platform, tenantId), ids, "recovered");
    }
    if (groups.reduce((sum, { ids }) => sum + ids.length, 0) < AT_ONCE) return;
  }
}

const systemCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "recovery", permissions: [] },
});

const runOut = `(state IN ('offered', 'opened') AND expires_at < $1)
  OR (state = 'redeemed' AND access_token_expires_at < $1)`;

const findRunOut = {
  name: "find-run-out-sessions",
  text: `SELECT tenant_id, array_agg(id) AS ids FROM (
      SELECT tenant_id, id FROM issuance_session WHERE ${runOut} LIMIT ${AT_ONCE}
    ) AS run_out GROUP BY tenant_id`,
};

const expireSessions = {
  name: "expire-issuance-sessions",
  text: `WITH expired AS (
      UPDATE issuance_session SET state = 'expired', ended_at = $1, sealed_code = NULL, sealed_claims = NULL,
        sealed_document = NULL, sealed_callback = NULL
      WHERE tenant_id = $2 AND id = ANY($3::uuid[]) AND (${runOut}) RETURNING id),
    queued AS (${queueInsert(15, "JOIN expired ON expired.id = m.session_id")}),
    audited AS (${auditInsertMany(4, "WHERE a.target_id IN (SELECT id::text FROM expired)")})
    SELECT id FROM expired`,
};

const wipeClaims = {
  name: "wipe-issued-claims",
  text: `UPDATE issuance_session SET sealed_claims = NULL, sealed_document = NULL, sealed_callback = NULL, sealed_code = NULL,
      ended_at = $1
    WHERE state = 'issued' AND (sealed_claims IS NOT NULL OR sealed_document IS NOT NULL) AND access_token_expires_at < $1
      AND COALESCE(code_expires_at, expires_at) < $1`,
};

const forgetNonces = { name: "forget-nonces", text: "DELETE FROM nonce_use WHERE expires_at < $1" };
const forgetProofs = { name: "forget-dpop-proofs", text: "DELETE FROM dpop_proof_use WHERE expires_at < $1" };

async function expire(platform: Platform, tenantId: string, ids: readonly string[]): Promise<void> {
  const ctx = systemCtx(platform, tenantId);
  const rows = ids.map((targetId) => auditRow(ctx, { action: "issuance.expired", targetType: "issuance", targetId }));
  const messages = await messageColumns(ctx, await expiryNews(ctx, ids));
  await platform.sql(expireSessions, [platform.now(), tenantId, ids, ...auditColumns(rows), ...messages]);
}

/** Ends what has run out, and wipes claims that no wallet can ask for any more. */
export async function sweepSessions(platform: Platform): Promise<void> {
  const now = platform.now();
  for (let found = AT_ONCE; found === AT_ONCE; ) {
    const groups = await platform.sql<{ tenant_id: string; ids: string[] }>(findRunOut, [now]);
    for (const { tenant_id: tenantId, ids } of groups) await expire(platform, tenantId, ids);
    found = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  }
  for (const statement of [wipeClaims, forgetNonces, forgetProofs]) await platform.sql(statement, [now]);
}
