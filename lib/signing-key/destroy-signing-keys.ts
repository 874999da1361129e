import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import type { SigningKeyView } from "@/lib/signing-key/schema";
import { fetchSigningKey, forgetKey, keyPlace } from "@/lib/signing-key/store";

/** A living authority's own: destroying it would take its credentials along. */
const inUse = { role: { not: "removed" }, authority: { deletedAt: null } } as const;

/**
 * Says, in the transaction that makes them useless, that these keys are to be destroyed; the keys that a living
 * authority has are left out. Gives those marked: hand them to {@link destroySigningKeys} once that has committed.
 */
export async function markForDestruction(tx: Ctx, signingKeyIds: readonly string[]): Promise<string[]> {
  // A statement of its own: only one that begins once the rows are ours sees who took a key into use while we waited.
  await tx.db.$queryRaw`SELECT 1 FROM signing_key
    WHERE tenant_id = ${tx.tenantId}::uuid AND id = ANY(${[...signingKeyIds]}::uuid[]) ORDER BY id FOR UPDATE`;
  const marked = await tx.db.signingKey.updateManyAndReturn({
    where: {
      tenantId: tx.tenantId,
      id: { in: [...signingKeyIds] },
      state: { in: ["enabled", "disabled"] },
      authorities: { none: inUse },
    },
    data: { state: "pendingDeletion", deletionDate: null, updatedAt: tx.now() },
    select: { id: true },
  });
  for (const { id } of marked) {
    await record(tx, { action: "signing_key.deletion_requested", targetType: "signing_key", targetId: id });
  }
  return marked.map(({ id }) => id);
}

/**
 * Has the backends destroy keys that were marked: outside any transaction (security D1). Gives the keys whose backend
 * would not: they keep their mark and are tried again every minute.
 */
export async function destroySigningKeys(ctx: Ctx, signingKeyIds: readonly string[]): Promise<SigningKeyView[]> {
  const left: SigningKeyView[] = [];
  for (const id of signingKeyIds) {
    const refusal = await destroySigningKey(ctx, id);
    if (!refusal) continue;
    const details = { code: refusal.code, cause: refusal.details.cause ?? null };
    await record(ctx, { action: "signing_key.deletion_refused", targetType: "signing_key", targetId: id, details });
    left.push(await fetchSigningKey(ctx, id));
  }
  return left;
}

/** The backend's refusal, or null when the key is destroyed or has its date. */
export async function destroySigningKey(ctx: Ctx, id: string): Promise<Problem | null> {
  const { backend, imported, ...place } = await keyPlace(ctx, ctx.tenantId, id);
  let deletionDate: Date;
  try {
    deletionDate = (imported ? null : await ctx.keyProviders[backend].scheduleDeletion(place)) ?? ctx.now();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id, state: "pendingDeletion", deletionDate: null },
      // Of a key that we hold ourselves this is the destruction.
      data: { deletionDate, sealedKey: null, updatedAt: tx.now() },
    });
    if (count === 0) return;
    const details = { deletionDate: deletionDate.toISOString() };
    await record(tx, { action: "signing_key.deletion_scheduled", targetType: "signing_key", targetId: id, details });
  });
  forgetKey(ctx, ctx.tenantId, id);
  return null;
}
