import * as z from "zod";
import { record } from "@/lib/audit/record";
import { AuthorityName, AuthorityRef, type AuthorityView, authorityTag } from "@/lib/authority/schema";
import { forgetIssuer } from "@/lib/authority/signer";
import { fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const UpdateAuthority = AuthorityRef.extend({
  name: AuthorityName.optional(),
  /** The tag of the authority that the change was made on. */
  ifMatch: z.string().max(100).optional(),
});

/** Gives an authority another name, which is all that can change by hand (Admin API, section 6.4). */
export const updateAuthority = defineUseCase(
  { name: "updateAuthority", input: UpdateAuthority },
  async (ctx, { authorityId, name, ifMatch }): Promise<AuthorityView> => {
    const before = await fetchAuthority(ctx, authorityId);
    if (ifMatch !== undefined && ifMatch !== authorityTag(before)) throw overtaken(ifMatch);
    if (name === undefined || name === before.name) return before;
    await inTransaction(ctx, async (tx) => {
      if (!(await store(tx, before, name))) throw overtaken(ifMatch);
    });
    forgetIssuer(ctx, before.id);
    return fetchAuthority(ctx, before.id);
  },
);

/** A state that was named is a precondition; a change without one met another by accident. */
const overtaken = (ifMatch: string | undefined): Problem =>
  ifMatch === undefined
    ? new Problem("conflict", "Somebody else changed this authority just now: read it again.")
    : new Problem("precondition_failed", "The authority has changed since you read it: read it again.");

/** False when the authority is no longer as it was before. */
async function store(tx: Ctx, before: AuthorityView, name: string): Promise<boolean> {
  const { count } = await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id: before.id, updatedAt: before.updatedAt, deletedAt: null },
    data: { name, updatedAt: laterThan(before.updatedAt, tx.now()) },
  });
  if (count !== 1) return false;
  const details = { name, from: before.name };
  await record(tx, { action: "authority.renamed", targetType: "authority", targetId: before.id, details });
  return true;
}

/** Two changes within one millisecond still differ in their tags. */
const laterThan = (before: string, now: Date): Date => new Date(Math.max(now.getTime(), Date.parse(before) + 1));
