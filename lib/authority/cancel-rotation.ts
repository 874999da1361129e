import { record } from "@/lib/audit/record";
import { heldKeys, lockAuthority } from "@/lib/authority/authority-keys";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { destroySigningKeys, markForDestruction } from "@/lib/signing-key/destroy-signing-keys";
import { defineUseCase } from "@/lib/use-case";

/** Takes back the keys that have not signed yet and has them destroyed. The current one signs on as if nothing were. */
export const cancelRotation = defineUseCase(
  { name: "cancelRotation", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<AuthorityView> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    const marked = await inTransaction(ctx, async (tx) => {
      await lockAuthority(tx, id);
      const next = (await heldKeys(tx, id)).filter(({ role }) => role === "next");
      if (next.length === 0) throw new Problem("conflict", "No rotation is under way: there is nothing to take back.");
      const where = { tenantId: tx.tenantId, authorityId: id, role: "next" };
      await tx.db.authorityKey.updateMany({ where, data: { role: "removed" } });
      // A document that must name a new domain waits on: only that domain's check shows that it was published.
      const { createdAt } = tx.prisma.authority.fields;
      const settled = [{ linkedDomainsVerified: true }, { domainLinkedAt: { equals: createdAt } }];
      await tx.db.authority.updateMany({
        where: { tenantId: tx.tenantId, id, OR: settled },
        data: { didDocumentStatus: "published" },
      });
      const details = { keys: next.length };
      await record(tx, { action: "authority.rotation_cancelled", targetType: "authority", targetId: id, details });
      return markForDestruction(
        tx,
        next.map(({ signingKeyId }) => signingKeyId),
      );
    });
    await destroySigningKeys(ctx, marked);
    return fetchAuthority(ctx, id);
  },
);
