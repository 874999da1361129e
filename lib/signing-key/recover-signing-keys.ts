import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction, type Platform } from "@/lib/context";

/** Far longer than a backend may take to make a key, so that no living request is disturbed. */
const UNFINISHED_AFTER_MS = 5 * 60_000;
const AT_ONCE = 100;

const findUnfinished = {
  name: "find-unfinished-signing-keys",
  text: `SELECT tenant_id, id FROM signing_key WHERE state = 'creating' AND created_at < $1 LIMIT ${AT_ONCE}`,
};

/** Gives up keys that a crash left half made: their backend may hold one, which carries the row's id as a tag. */
export async function recoverSigningKeys(platform: Platform): Promise<void> {
  const before = new Date(platform.now().getTime() - UNFINISHED_AFTER_MS);
  const rows = await platform.sql<{ tenant_id: string; id: string }>(findUnfinished, [before]);
  for (const { tenant_id: tenantId, id } of rows) await giveUp(systemCtx(platform, tenantId), id);
}

const systemCtx = (platform: Platform, tenantId: string): Ctx => ({
  ...platform,
  tenantId,
  db: platform.prisma,
  requestId: platform.random.uuid(),
  actor: { type: "system", id: "recovery", permissions: [] },
});

const giveUp = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id, state: "creating" },
      data: { state: "failed", updatedAt: tx.now() },
    });
    if (count === 0) return;
    const details = { code: "recovered" };
    await record(tx, { action: "signing_key.failed", targetType: "signing_key", targetId: id, details });
  });
