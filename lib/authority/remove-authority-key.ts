import * as z from "zod";
import { record } from "@/lib/audit/record";
import { heldKeys, liveCredentials, lockAuthority } from "@/lib/authority/authority-keys";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { destroySigningKeys, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { keyNotFound } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/** `liveCredentials`: how many credentials the caller knows to stop verifying by this. */
export const RemoveAuthorityKey = AuthorityRef.extend({
  signingKeyId: z.string().max(200),
  liveCredentials: z.int("Say how many credentials would stop verifying.").min(0),
});

/**
 * Takes a retired key out of the DID document and has it destroyed. No key leaves in another way, and none while the
 * caller is mistaken about what goes with it (security I8).
 */
export const removeAuthorityKey = defineUseCase(
  { name: "removeAuthorityKey", input: RemoveAuthorityKey },
  async (ctx, { authorityId, signingKeyId, liveCredentials: acknowledged }): Promise<AuthorityView> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    const marked = await inTransaction(ctx, async (tx) => {
      await lockAuthority(tx, id);
      await requireRetired(tx, id, signingKeyId);
      const where = { tenantId: tx.tenantId, authorityId: id, signingKeyId };
      // First of all: whoever prepares a credential by this key has been waited for, and nobody does from here on.
      await tx.db.authorityKey.updateMany({ where, data: { role: "removed" } });
      await requireNothingUnderway(tx, id, signingKeyId);
      const live = (await liveCredentials(tx, id)).get(signingKeyId) ?? 0;
      if (live !== acknowledged) throw miscounted(live);
      const details = { signingKeyId, liveCredentials: live };
      await record(tx, { action: "authority.key_removed", targetType: "authority", targetId: id, details });
      return markForDestruction(tx, [signingKeyId]);
    });
    await destroySigningKeys(ctx, marked);
    return fetchAuthority(ctx, id);
  },
);

async function requireRetired(tx: Ctx, authorityId: string, signingKeyId: string): Promise<void> {
  const key = (await heldKeys(tx, authorityId)).find((one) => one.signingKeyId === signingKeyId);
  if (!key) throw keyNotFound();
  if (key.role === "retired") return;
  const message =
    key.role === "current"
      ? "This key signs: rotate it first."
      : "This key comes next: take the rotation back instead.";
  throw new Problem("conflict", message, { fields: { signingKeyId: message } });
}

async function requireNothingUnderway(tx: Ctx, authorityId: string, signingKeyId: string): Promise<void> {
  const underway = await tx.db.credential.count({
    where: { tenantId: tx.tenantId, authorityId, signingKeyId, state: { in: ["prepared", "signed"] } },
  });
  if (underway > 0) throw new Problem("conflict", "A credential is just being issued by this key: try again shortly.");
}

function miscounted(live: number): Problem {
  const message = `${live} ${live === 1 ? "credential stops" : "credentials stop"} verifying without this key: confirm that number.`;
  return new Problem("conflict", message, { fields: { liveCredentials: message } });
}
