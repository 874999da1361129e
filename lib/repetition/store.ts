import type { Ctx, Platform } from "@/lib/context";
import type { KeptAnswer, Repetition } from "@/lib/repetition/schema";
import { sealForTenant, unsealForTenant } from "@/lib/tenant/store";

/** Longer than any request takes: what has not ended by then died with its process. */
const LOCK_MS = 60_000;
const LIFETIME_MS = 24 * 3600 * 1000;

const acquireStatement = {
  name: "acquire-idempotency-key",
  text: `INSERT INTO idempotency_key AS k (tenant_id, key_hash, body_digest, state, locked_until, created_at, expires_at)
    VALUES ($1, $2, $3, 'running', $5, $4, $6)
    ON CONFLICT (tenant_id, key_hash) DO UPDATE
      SET body_digest = $3, state = 'running', status = NULL, sealed_answer = NULL,
        locked_until = $5, created_at = $4, expires_at = $6
      WHERE k.expires_at <= $4
        OR (k.state = 'running' AND k.locked_until <= $4 AND k.body_digest = $3)
    RETURNING key_hash`,
};

const findStatement = {
  name: "find-idempotency-key",
  text: `SELECT body_digest, state, status, sealed_answer, locked_until FROM idempotency_key
    WHERE tenant_id = $1 AND key_hash = $2`,
};

const keepStatement = {
  name: "keep-idempotent-answer",
  text: `UPDATE idempotency_key SET status = $4, sealed_answer = $5
    WHERE tenant_id = $1 AND key_hash = $2 AND locked_until = $3 AND state = 'done' RETURNING key_hash`,
};

const releaseStatement = {
  name: "release-idempotency-key",
  text: "DELETE FROM idempotency_key WHERE tenant_id = $1 AND key_hash = $2 AND locked_until = $3 AND state = 'running'",
};

const forgetStatement = {
  name: "forget-idempotency-keys",
  text: "DELETE FROM idempotency_key WHERE expires_at <= $1",
};

interface KeyRow {
  body_digest: string;
  state: "running" | "done";
  status: number | null;
  sealed_answer: string | null;
  locked_until: Date;
}

/** What an earlier request with the same key has come to. */
interface Earlier {
  readonly sameBody: boolean;
  /** It still runs, or its answer is about to be kept. */
  readonly underway: boolean;
  /** What it was answered; none when the process died between the effect and the answer. */
  readonly answer?: KeptAnswer;
}

/** Gives the key to this request, or tells of the one that has it. One insert under a unique key decides (security D2). */
export async function acquireKey(ctx: Ctx, keyHash: string, bodyDigest: string): Promise<Repetition | Earlier> {
  for (;;) {
    const now = ctx.now().getTime();
    const lockedUntil = new Date(now + LOCK_MS);
    const values = [ctx.tenantId, keyHash, bodyDigest, new Date(now), lockedUntil, new Date(now + LIFETIME_MS)];
    if ((await ctx.sql(acquireStatement, values)).length === 1) return { keyHash, lockedUntil };
    const [row] = await ctx.sql<KeyRow>(findStatement, [ctx.tenantId, keyHash]);
    if (!row) continue;
    const { status, sealed_answer: sealed } = row;
    return {
      sameBody: row.body_digest === bodyDigest,
      underway: row.locked_until.getTime() > now,
      ...(sealed && status && { answer: { ...(await openAnswer(ctx, keyHash, sealed)), status } }),
    };
  }
}

/**
 * Keeps an answer for whoever asks again, sealed: an offer is in it. False when the request brought nothing about under
 * its key. An opt-out forgets all keys: then nobody can ask again, and there is nothing to keep.
 */
export async function keepAnswer(ctx: Ctx, { keyHash, lockedUntil }: Repetition, answer: KeptAnswer): Promise<boolean> {
  const { status, ...rest } = answer;
  const sealed = await sealForTenant(ctx, place(ctx, keyHash), JSON.stringify(rest));
  if ((await ctx.sql(keepStatement, [ctx.tenantId, keyHash, lockedUntil, status, sealed])).length === 1) return true;
  const [row] = await ctx.sql<KeyRow>(findStatement, [ctx.tenantId, keyHash]);
  return row?.locked_until.getTime() !== lockedUntil.getTime();
}

/** Nothing came about: the key is free for the next try. */
export async function releaseKey(ctx: Ctx, { keyHash, lockedUntil }: Repetition): Promise<void> {
  await ctx.sql(releaseStatement, [ctx.tenantId, keyHash, lockedUntil]);
}

/** A chore: keys live for 24 hours. */
export async function forgetIdempotencyKeys(platform: Platform): Promise<void> {
  await platform.sql(forgetStatement, [platform.now()]);
}

const place = ({ tenantId }: Ctx, row: string) => ({
  tenantId,
  table: "idempotency_key",
  row,
  column: "sealed_answer",
});

const openAnswer = async (ctx: Ctx, keyHash: string, sealed: string): Promise<Omit<KeptAnswer, "status">> =>
  JSON.parse(await unsealForTenant(ctx, place(ctx, keyHash), sealed));
