import { closeAuthority } from "@/lib/authority/close-authority";
import { doomedKeys } from "@/lib/authority/doomed-keys";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { logSkipped } from "@/lib/kernel/log-skipped";
import { destroySigningKeys, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";

const findDoomed = {
  name: "find-doomed-keys",
  text: `SELECT s.id ${doomedKeys} AND s.tenant_id = $1 ORDER BY s.created_at, s.id`,
};

const findKeysOf = {
  name: "find-keys-of-authorities",
  text: `SELECT DISTINCT s.id, s.reference FROM authority_key k
    JOIN signing_key s ON s.tenant_id = k.tenant_id AND s.id = k.signing_key_id
    WHERE k.tenant_id = $1 AND k.authority_id = ANY($2::uuid[])`,
};

interface KeyName {
  readonly id: string;
  readonly reference: string | null;
}

/**
 * Closes these deleted authorities: last lists first, then the keys, of theirs and of an opted-out tenant's, are
 * destroyed. Gives the addresses of the keys that could not be, for whatever reason: the maintenance goes on with them.
 */
export async function finishClosing(ctx: Ctx, authorityIds: readonly string[]): Promise<string[]> {
  const unsigned: string[] = [];
  for (const authorityId of authorityIds) {
    await closeAuthority(ctx, authorityId).catch((error: unknown) => {
      // The lists show everything as invalid already, and are signed for the last time when the key answers again. And
      // whatever it is, it must not keep the other authorities open.
      logSkipped("close-authority", authorityId, error);
      unsigned.push(authorityId);
    });
  }
  const waiting = await ctx.sql<KeyName>(findKeysOf, [ctx.tenantId, unsigned]);
  const refused = await destroySigningKeys(ctx, await markDoomedKeys(ctx));
  return [...waiting, ...refused].map(({ id, reference }) => reference ?? `${ctx.publicUrl}/signing-keys/${id}`);
}

/** Gives the keys that are to be destroyed from now on. */
export async function markDoomedKeys(ctx: Ctx): Promise<string[]> {
  const doomed = await ctx.sql<{ id: string }>(findDoomed, [ctx.tenantId]);
  if (doomed.length === 0) return [];
  return inTransaction(ctx, (tx) =>
    markForDestruction(
      tx,
      doomed.map(({ id }) => id),
    ),
  );
}

/** The reference's refusal (section 6.5): what was asked for is done all the same. */
export function requireNoKeyLeft(what: string, keyUrls: readonly string[]): void {
  if (keyUrls.length === 0) return;
  throw new Problem(
    "key_deletion_failed",
    `${what}, but these keys could not be deleted: ${keyUrls.join(", ")}. The portal tries again by itself; give it the right to delete keys, or delete them in their key store.`,
  );
}
