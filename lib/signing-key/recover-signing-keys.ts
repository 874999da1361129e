import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction, type Platform } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { destroySigningKey, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { keyPlace } from "@/lib/signing-key/store";

/** Far longer than a backend may take to make a key, so that no living request is disturbed. */
const UNFINISHED_AFTER_MS = 5 * 60_000;
const AT_ONCE = 100;

interface FoundKey {
  tenant_id: string;
  id: string;
}

const findUnfinished = {
  name: "find-unfinished-signing-keys",
  text: `SELECT tenant_id, id FROM signing_key WHERE state = 'creating' AND created_at < $1
    ORDER BY created_at LIMIT ${AT_ONCE}`,
};

const findUnused = {
  name: "find-signing-keys-never-used",
  text: `SELECT tenant_id, id FROM signing_key s
    WHERE state IN ('enabled', 'disabled') AND intended_for IS NOT NULL AND updated_at < $1
      AND NOT EXISTS (SELECT 1 FROM authority_key k WHERE k.tenant_id = s.tenant_id AND k.signing_key_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.tenant_id = s.tenant_id AND c.signing_key_id = s.id)
    LIMIT ${AT_ONCE}`,
};

const findToBeDestroyed = {
  name: "find-signing-keys-to-be-destroyed",
  text: `SELECT tenant_id, id FROM signing_key WHERE state = 'pendingDeletion' AND deletion_date IS NULL
    ORDER BY updated_at LIMIT ${AT_ONCE}`,
};

const findReferences = {
  name: "find-signing-key-references",
  text: "SELECT reference FROM signing_key WHERE reference IS NOT NULL",
};

/**
 * Leaves no key without an owner: what a crash or a lost answer left half made is looked for in its backend and
 * destroyed, so is what was made for an authority that never came to use it, and deletions that a backend refused are
 * asked for again. Safe beside its twins in other processes.
 */
export async function recoverSigningKeys(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - UNFINISHED_AFTER_MS);
  await each(platform, await platform.sql<FoundKey>(findUnfinished, [before]), giveUp);
  await each(platform, await platform.sql<FoundKey>(findUnused, [before]), dropUnused);
  await each(platform, await platform.sql<FoundKey>(findToBeDestroyed, []), async (ctx, id) => {
    await destroySigningKey(ctx, id);
  });
}

/** One key after the other; a backend that refuses is asked again at the next turn. */
async function each(
  platform: Platform,
  keys: readonly FoundKey[],
  work: (ctx: Ctx, id: string) => Promise<void>,
): Promise<void> {
  for (const { tenant_id: tenantId, id } of keys) {
    try {
      await work(systemCtx(platform, tenantId), id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
}

const systemCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "recovery", permissions: [] },
});

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
