import type { Ctx } from "@/lib/context";
import type { Statement } from "@/lib/db/sql";
import { messageColumns, queueInsert } from "@/lib/delivery/outbox";
import { endedBy, newsOf, type ToldSession, WHILE_ENABLED } from "@/lib/issuance/callback-news";
import { finaliseStatusLists } from "@/lib/status-list/finalise";
import { LIFETIME_SECONDS } from "@/lib/status-list/lifetime";

const open = "state IN ('offered', 'opened', 'redeemed')";
const ending = `state = 'failed', failure = $4, ended_at = $1, sealed_code = NULL, sealed_claims = NULL,
  sealed_document = NULL, sealed_callback = NULL, proven_holders = NULL, "authorization" = NULL`;

/** Offers and tokens that could still become a credential end here: first those whose callback is to be told. */
const findTold = {
  name: "find-told-sessions-of-closed-authority",
  text: `SELECT id, batch_of, sealed_callback FROM issuance_session
    WHERE tenant_id = $1 AND authority_id = $2 AND ${open} AND sealed_callback IS NOT NULL LIMIT 200`,
};

const endTold = {
  name: "end-told-sessions-of-closed-authority",
  text: `WITH ended AS (
      UPDATE issuance_session SET ${ending} WHERE tenant_id = $2 AND id = ANY($3::uuid[]) AND ${open}
      RETURNING id, tenant_epoch)
    ${queueInsert(5, WHILE_ENABLED)}`,
};

const endUnissued = {
  name: "end-sessions-of-closed-authority",
  text: `UPDATE issuance_session SET ${ending} WHERE tenant_id = $2 AND authority_id = $3 AND ${open}`,
};

async function endOpen(ctx: Ctx, authorityId: string): Promise<void> {
  const failure = { code: "authority_deleted", message: "The issuer was deleted." };
  const end = (statement: Statement, of: unknown, ...more: unknown[]) =>
    ctx.sql(statement, [ctx.now(), ctx.tenantId, of, JSON.stringify(failure), ...more]);
  for (;;) {
    const told = await ctx.sql<ToldSession>(findTold, [ctx.tenantId, authorityId]);
    if (told.length === 0) break;
    const messages = await messageColumns(ctx, await newsOf(ctx, told, endedBy(failure)));
    await end(
      endTold,
      told.map(({ id }) => id),
      ...messages,
    );
  }
  await end(endUnissued, authorityId);
}

/**
 * An issued session lets its wallet ask again while its token lives. The token ends, and the attempt grows: what is
 * being signed for it at this moment is not released.
 */
const endIssued = {
  name: "end-issued-sessions-of-closed-authority",
  text: `UPDATE issuance_session SET attempt = attempt + 1, access_token_expires_at = created_at, sealed_code = NULL,
      sealed_claims = NULL, sealed_document = NULL, sealed_callback = NULL, proven_holders = NULL, "authorization" = NULL
    WHERE tenant_id = $1 AND authority_id = $2 AND state = 'issued' AND access_token_expires_at > created_at`,
};

const AT_ONCE = 5000;

const invalidateNext = {
  name: "invalidate-credentials-of-closed-authority",
  text: `WITH next AS (
      SELECT id FROM credential WHERE tenant_id = $1 AND authority_id = $2 AND id > $3 ORDER BY id LIMIT ${AT_ONCE}),
    changed AS (
      UPDATE credential c SET status_value = 1, revoked_at = COALESCE(c.revoked_at, $4),
        revocation_reason = COALESCE(c.revocation_reason, $5),
        state = CASE WHEN c.state IN ('prepared', 'signed') THEN 'abandoned'
          WHEN c.state = 'abandoned' THEN 'abandoned' ELSE 'revoked' END
      FROM next WHERE c.tenant_id = $1 AND c.id = next.id AND c.status_value <> 1)
    SELECT max(id::text) AS last, count(*)::int AS seen FROM next`,
};

const freshenLists = {
  name: "freshen-lists-of-closed-authority",
  text: `UPDATE status_list SET version = version + 1 WHERE tenant_id = $1 AND authority_id = $2 AND state <> 'final'`,
};

/**
 * Until when somebody may verify what it signed: its credentials, and lists that ours were the last of. Once, so that a
 * clock that jumps does not bring its keys back.
 */
const setVerifiableUntil = {
  name: "set-end-of-closed-authority",
  text: `UPDATE authority a SET verifiable_until = GREATEST($3::timestamptz, (
      SELECT max(c.valid_until) FROM credential c WHERE c.tenant_id = a.tenant_id AND c.authority_id = a.id))
    WHERE a.tenant_id = $1 AND a.id = $2 AND a.deleted_at IS NOT NULL AND a.verifiable_until IS NULL`,
};

const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * What follows once an authority's row says that it is deleted: wallets get nothing more, every credential turns
 * invalid, and the lists that say so are signed for the last time. Each step may be done again, after a crash too.
 * Throws the key provider's Problem when the lists cannot be signed now: the credentials are invalid all the same.
 */
export async function closeAuthority(ctx: Ctx, authorityId: string): Promise<void> {
  const of = [ctx.tenantId, authorityId];
  await endOpen(ctx, authorityId);
  await ctx.sql(endIssued, of);
  let after = NIL;
  for (;;) {
    const [batch] = await ctx.sql<{ last: string | null; seen: number }>(invalidateNext, [
      ...of,
      after,
      ctx.now(),
      "the issuer was deleted",
    ]);
    if (!batch?.last) break;
    after = batch.last;
    if (batch.seen < AT_ONCE) break;
  }
  await ctx.sql(freshenLists, of);
  await finaliseStatusLists(ctx, authorityId);
  await ctx.sql(setVerifiableUntil, [...of, new Date(ctx.now().getTime() + LIFETIME_SECONDS * 1000)]);
}
