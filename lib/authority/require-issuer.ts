import { findIssuer, type Issuer } from "@/lib/authority/signer";
import { authorityNotFound } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";

/** The caller's own authority with its current key; another tenant's does not exist for it (security D3). */
export async function requireIssuer(ctx: Ctx, authorityId: string): Promise<Issuer> {
  const issuer = await findIssuer(ctx, authorityId.toLowerCase());
  if (issuer?.tenantId !== ctx.tenantId) throw authorityNotFound();
  return issuer;
}
