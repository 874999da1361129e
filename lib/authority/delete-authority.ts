import { record } from "@/lib/audit/record";
import { finishClosing, requireNoKeyLeft } from "@/lib/authority/finish-closing";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { forgetIssuer } from "@/lib/authority/signer";
import { authorityNotFound, fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { archiveContractsOf } from "@/lib/contract/archive-contracts";
import { Problem } from "@/lib/kernel/errors";
import { readSettings } from "@/lib/tenant/settings";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/**
 * Deletes an authority for good (Admin API, section 6.5): its offers and tokens die, its contracts are archived, every
 * credential turns invalid, and its keys are destroyed unless another authority uses them. Throws `key_deletion_failed`
 * when the keys stand: the authority is deleted all the same.
 */
export const deleteAuthority = defineUseCase(
  { name: "deleteAuthority", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<void> => {
    const authority = await fetchAuthority(ctx, authorityId);
    await requireDeletable(ctx, authority);
    requireFreshOwner(ctx);
    await inTransaction(ctx, (tx) => markDeleted(tx, authority));
    forgetIssuer(ctx, authority.id);
    requireNoKeyLeft("The authority is deleted", await finishClosing(ctx, [authority.id]));
  },
);

async function requireDeletable(ctx: Ctx, { did }: AuthorityView): Promise<void> {
  const method = did.split(":")[1] ?? "";
  if (method !== "web") return;
  const { webAuthorityDeletionAllowed } = await readSettings(ctx);
  if (webAuthorityDeletionAllowed) return;
  throw new Problem(
    "did_method_not_supported",
    "The specified DID method is not supported: web. An owner can allow deleting such authorities in the organisation settings.",
  );
}

/** Of several at once one deletes it (security D2). */
async function markDeleted(tx: Ctx, { id, did, name }: AuthorityView): Promise<void> {
  const { count } = await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id, deletedAt: null },
    data: { deletedAt: tx.now(), updatedAt: tx.now() },
  });
  if (count !== 1) throw authorityNotFound();
  await archiveContractsOf(tx, [id]);
  const details = { did, name };
  await record(tx, { action: "authority.deleted", targetType: "authority", targetId: id, details });
}
