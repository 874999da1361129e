import * as z from "zod";
import { heldKeys, lockAuthority } from "@/lib/authority/authority-keys";
import { withdrawKey } from "@/lib/authority/key-room";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { destroySigningKeys, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { keyNotFound } from "@/lib/signing-key/store";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/** `liveCredentials`: how many credentials the caller knows to stop verifying by this. */
const RemoveAuthorityKey = AuthorityRef.extend({
  signingKeyId: z.string().max(200),
  liveCredentials: z.int("Say how many credentials would stop verifying.").min(0),
});

/**
 * Takes a retired key out of the DID document and has it destroyed. No key leaves in another way, and none while the
 * caller is mistaken about what goes with it (security I8). An owner's deed, like all that cannot be undone (security A6).
 */
export const removeAuthorityKey = defineUseCase(
  { name: "removeAuthorityKey", input: RemoveAuthorityKey },
  async (ctx, { authorityId, signingKeyId, liveCredentials }): Promise<AuthorityView> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    requireFreshOwner(ctx);
    const marked = await inTransaction(ctx, async (tx) => {
      await lockAuthority(tx, id);
      await requireRetired(tx, id, signingKeyId);
      await withdrawKey(tx, id, signingKeyId, liveCredentials);
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
