import { findIssuer, type Issuer, type LinkedIssuer } from "@/lib/authority/signer";
import { authorityNotFound } from "@/lib/authority/store";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";

/** The caller's own authority with its current key; another tenant's does not exist for it (security D3). */
export async function requireIssuer(ctx: Ctx, authorityId: string): Promise<Issuer> {
  const issuer = await findIssuer(ctx, authorityId.toLowerCase());
  if (issuer?.tenantId !== ctx.tenantId) throw authorityNotFound();
  return issuer;
}

/** The same for what concerns its domain; throws `did_method_not_supported` where its DID is linked to none. */
export async function requireLinkedIssuer(ctx: Ctx, authorityId: string): Promise<LinkedIssuer> {
  const issuer = await requireIssuer(ctx, authorityId);
  const { linkedDomainUrl } = issuer;
  if (linkedDomainUrl === null) {
    throw new Problem("did_method_not_supported", `${issuer.did} is linked to no domain: only a did:web authority is.`);
  }
  return { ...issuer, linkedDomainUrl };
}
