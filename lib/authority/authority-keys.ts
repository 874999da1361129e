import { authorityNotFound } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";
import { PublicJwk } from "@/lib/signing-key/schema";

/** A key as it stands with its authority while keys change. */
export interface HeldKey {
  readonly signingKeyId: string;
  readonly role: string;
  readonly fragment: string;
  readonly state: string;
  readonly publicJwk: PublicJwk;
  readonly createdAt: Date;
}

/** Lets one change of an authority's keys happen after the other. Throws `not_found` when there is no such authority. */
export async function lockAuthority(tx: Ctx, authorityId: string): Promise<void> {
  const { count } = await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id: authorityId, deletedAt: null },
    data: { updatedAt: tx.now() },
  });
  if (count !== 1) throw authorityNotFound();
}

/** The keys that are not removed, newest first. */
export async function heldKeys(ctx: Ctx, authorityId: string): Promise<HeldKey[]> {
  const rows = await ctx.db.authorityKey.findMany({
    where: { tenantId: ctx.tenantId, authorityId, role: { not: "removed" } },
    select: {
      signingKeyId: true,
      role: true,
      fragment: true,
      createdAt: true,
      signingKey: { select: { publicJwk: true, state: true } },
    },
    orderBy: { createdAt: "desc" },
  });
  return rows.map(({ signingKey, ...row }) => ({
    ...row,
    state: signingKey.state,
    publicJwk: PublicJwk.parse(signingKey.publicJwk),
  }));
}

/** States of a credential that a wallet has, or may be given any moment. */
const LIVE = ["prepared", "signed", "issued"];

/** How many credentials would stop verifying without each key; keys that nothing hangs on are not in it. */
export async function liveCredentials(ctx: Ctx, authorityId: string): Promise<Map<string, number>> {
  const groups = await ctx.db.credential.groupBy({
    by: ["signingKeyId"],
    where: { tenantId: ctx.tenantId, authorityId, state: { in: LIVE }, validUntil: { gt: ctx.now() } },
    _count: { _all: true },
  });
  return new Map(groups.map(({ signingKeyId, _count }) => [signingKeyId, _count._all]));
}
