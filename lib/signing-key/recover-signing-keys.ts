import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction, type Platform } from "@/lib/context";
import { type DueRow, dueRows, inTurn, putOff } from "@/lib/db/in-turn";
import { destroySigningKey, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { keyPlace } from "@/lib/signing-key/store";

/** Far longer than a backend may take to make a key, so that no living request is disturbed. */
const UNFINISHED_AFTER_MS = 5 * 60_000;

const findUnfinished = {
  name: "find-unfinished-signing-keys",
  text: dueRows(
    `SELECT tenant_id, id, recover_after AS retry_after FROM signing_key WHERE state = 'creating' AND created_at < $2`,
    1,
  ),
};

const findUnused = {
  name: "find-signing-keys-never-used",
  text: dueRows(
    `SELECT tenant_id, id, recover_after AS retry_after FROM signing_key s
      WHERE state IN ('enabled', 'disabled') AND intended_for IS NOT NULL AND updated_at < $2
        AND NOT EXISTS (SELECT 1 FROM authority_key k WHERE k.tenant_id = s.tenant_id AND k.signing_key_id = s.id)
        AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.tenant_id = s.tenant_id AND c.signing_key_id = s.id)`,
    1,
  ),
};

const findToBeDestroyed = {
  name: "find-signing-keys-to-be-destroyed",
  text: dueRows(
    `SELECT tenant_id, id, recover_after AS retry_after FROM signing_key
      WHERE state = 'pendingDeletion' AND deletion_date IS NULL`,
    1,
  ),
};

const turn = {
  name: "recover-signing-keys",
  failed: {
    name: "put-off-signing-key",
    text: `UPDATE signing_key SET recover_after = ${putOff("recovery_tries", "$1")}, recovery_tries = recovery_tries + 1
      WHERE tenant_id = $2 AND id = $3`,
  },
};

const findReferences = {
  name: "find-signing-key-references",
  text: "SELECT reference FROM signing_key WHERE reference IS NOT NULL",
};

/**
 * Leaves no key without an owner: what a crash or a lost answer left half made is looked for in its backend and
 * destroyed, so is what was made for an authority that never came to use it, and deletions that a backend refused are
 * asked for again, each later than the last time. Safe beside its twins in other processes.
 */
export async function recoverSigningKeys(platform: Platform): Promise<void> {
  const now = platform.now();
  const before = new Date(now.getTime() - UNFINISHED_AFTER_MS);
  await inTurn(platform, await platform.sql<DueRow>(findUnfinished, [now, before]), turn, giveUp);
  await inTurn(platform, await platform.sql<DueRow>(findUnused, [now, before]), turn, dropUnused);
  await inTurn(platform, await platform.sql<DueRow>(findToBeDestroyed, [now]), turn, async (ctx, id) => {
    const refusal = await destroySigningKey(ctx, id);
    if (refusal) throw refusal;
  });
}

/**
 * The row is closed only after its backend was asked, so a backend that is away keeps it open. What is found goes to
 * be destroyed: nothing was ever signed with it.
 */
async function giveUp(ctx: Ctx, id: string): Promise<void> {
  const { backend, ...place } = await keyPlace(ctx, ctx.tenantId, id);
  const provider = ctx.keyProviders[backend];
  const known = await ctx.sql<{ reference: string }>(findReferences, []);
  const [reference = null, ...more] = await provider.findByTag(place, new Set(known.map((row) => row.reference)));
  for (const twin of more) await provider.scheduleDeletion({ ...place, reference: twin });
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id, state: "creating" },
      data: { state: reference ? "pendingDeletion" : "failed", reference, updatedAt: tx.now() },
    });
    if (count === 0) return;
    const details = { code: "recovered", reference };
    await record(tx, { action: "signing_key.failed", targetType: "signing_key", targetId: id, details });
  });
}

const dropUnused = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await markForDestruction(tx, [id]);
  });
