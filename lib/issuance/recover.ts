import { auditColumns, auditInsertMany, auditRow } from "@/lib/audit/record";
import type { Ctx, Platform } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { recoveryCtx } from "@/lib/db/in-turn";
import type { Statement } from "@/lib/db/sql";
import { messageColumns, queueInsert } from "@/lib/delivery/outbox";
import { newsOf, type ToldSession, WHILE_ENABLED } from "@/lib/issuance/callback-news";
import { othersOpen } from "@/lib/issuance/open-in-batch";
import { abandonCredentials } from "@/lib/issuance/release-store";
import { logSkipped } from "@/lib/kernel/log-skipped";

/** Longer than signing (6 s) and a callback (5 s) can take, so that no living request is disturbed. */
const UNFINISHED_AFTER_MS = 60_000;
const AT_ONCE = 500;

const findUnfinished = {
  name: "find-unfinished-credentials",
  text: `SELECT tenant_id, array_agg(id) AS ids FROM (
      SELECT tenant_id, id FROM credential WHERE state IN ('prepared', 'signed') AND prepared_at < $1
        AND tenant_id <> ALL($2::uuid[]) LIMIT ${AT_ONCE}
    ) AS unfinished GROUP BY tenant_id`,
};

/** Gives up what a crash left between intent and release: it may have been signed, so its entries turn invalid. */
export async function recoverCredentials(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - UNFINISHED_AFTER_MS);
  await tenantByTenant(platform, findUnfinished, before, (ctx, ids) => abandonCredentials(ctx, ids, "recovered"));
}

/** Until nothing is left; a tenant whose rows fail is left out until the next turn, so that it holds up nobody else. */
async function tenantByTenant(
  platform: Platform,
  find: Statement,
  moment: Date,
  work: (ctx: Ctx, ids: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const failed: string[] = [];
  for (let found = AT_ONCE; found === AT_ONCE; ) {
    const groups = await platform.sql<{ tenant_id: string; ids: string[] }>(find, [moment, failed]);
    for (const { tenant_id: tenantId, ids } of groups) {
      await work(recoveryCtx(platform, tenantId), ids).catch((error: unknown) => {
        logSkipped(find.name, tenantId, error);
        failed.push(tenantId);
      });
    }
    found = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  }
}

const runOut = (s: Prisma.Sql) => Prisma.sql`(${s}.state IN ('offered', 'opened') AND ${s}.expires_at < $1)
  OR (${s}.state = 'redeemed' AND ${s}.access_token_expires_at < $1)`;

const findRunOut = {
  name: "find-run-out-sessions",
  text: `SELECT tenant_id, array_agg(id) AS ids FROM (
      SELECT tenant_id, id FROM issuance_session s WHERE (${runOut(Prisma.sql`s`).sql}) AND tenant_id <> ALL($2::uuid[]) LIMIT ${AT_ONCE}
    ) AS run_out GROUP BY tenant_id`,
};

const expireSessions = {
  name: "expire-issuance-sessions",
  text: `WITH ended AS (
      UPDATE issuance_session s SET state = 'expired', ended_at = $1, sealed_code = NULL, sealed_claims = NULL,
        sealed_document = NULL, sealed_callback = NULL, proven_holders = NULL, "authorization" = NULL
      WHERE tenant_id = $2 AND id = ANY($3::uuid[]) AND (${runOut(Prisma.sql`s`).sql}) RETURNING id, tenant_epoch),
    queued AS (${queueInsert(15, WHILE_ENABLED)}),
    audited AS (${auditInsertMany(4, "WHERE a.target_id IN (SELECT id::text FROM ended)")})
    SELECT id FROM ended`,
};

const wipeClaims = {
  name: "wipe-issued-claims",
  text: `UPDATE issuance_session SET sealed_claims = NULL, sealed_document = NULL, sealed_callback = NULL,
      proven_holders = NULL, "authorization" = NULL, sealed_code = NULL, ended_at = $1
    WHERE state = 'issued' AND (sealed_claims IS NOT NULL OR sealed_document IS NOT NULL) AND access_token_expires_at < $1
      AND (batch_of IS NOT NULL OR COALESCE(code_expires_at, expires_at) < $1)`,
};

const forgetNonces = { name: "forget-nonces", text: "DELETE FROM nonce_use WHERE expires_at < $1" };
const forgetProofs = { name: "forget-dpop-proofs", text: "DELETE FROM dpop_proof_use WHERE expires_at < $1" };

const findTold = {
  name: "callbacks-of-sessions",
  text: `SELECT id, batch_of, sealed_callback, ${othersOpen(runOut(Prisma.sql`o`)).sql} AS others_open FROM issuance_session s
    WHERE tenant_id = $2 AND id = ANY($3::uuid[]) AND sealed_callback IS NOT NULL`,
};

const ranOut = { status: "EXPIRED", reason: "Nobody claimed the credential in time" } as const;

async function expire(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const rows = ids.map((targetId) => auditRow(ctx, { action: "issuance.expired", targetType: "issuance", targetId }));
  const told = await ctx.sql<ToldSession>(findTold, [ctx.now(), ctx.tenantId, ids]);
  const messages = await messageColumns(ctx, await newsOf(ctx, told, ranOut));
  await ctx.sql(expireSessions, [ctx.now(), ctx.tenantId, ids, ...auditColumns(rows), ...messages]);
}

/** Ends what has run out, and wipes claims that no wallet can ask for any more. */
export async function sweepSessions(platform: Platform): Promise<void> {
  const now = platform.now();
  await tenantByTenant(platform, findRunOut, now, expire);
  for (const statement of [wipeClaims, forgetNonces, forgetProofs]) await platform.sql(statement, [now]);
}
