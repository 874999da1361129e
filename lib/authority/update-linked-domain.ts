import { record } from "@/lib/audit/record";
import { AuthorityRef, type AuthorityView, LinkedDomainUrl } from "@/lib/authority/schema";
import { forgetIssuer } from "@/lib/authority/signer";
import { authorityNotFound, fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { jsonOrNull } from "@/lib/db/json";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const UpdateLinkedDomain = AuthorityRef.extend({ linkedDomainUrl: LinkedDomainUrl });

/**
 * Links another domain. The DID stays what it is, and where it is; its document names the new domain, so it has to be
 * published again before the domain can be verified.
 */
export const updateLinkedDomain = defineUseCase(
  { name: "updateLinkedDomain", input: UpdateLinkedDomain },
  async (ctx, { authorityId, linkedDomainUrl }): Promise<AuthorityView> => {
    const before = await fetchAuthority(ctx, authorityId);
    if (before.linkedDomainUrl === linkedDomainUrl) return before;
    if (!before.did.startsWith("did:web:")) {
      throw new Problem("did_method_not_supported", "Only a did:web authority can be linked to a domain.");
    }
    await inTransaction(ctx, (tx) => store(tx, before, linkedDomainUrl));
    forgetIssuer(ctx, before.id);
    return fetchAuthority(ctx, before.id);
  },
);

async function store(tx: Ctx, { id, linkedDomainUrl: from }: AuthorityView, linkedDomainUrl: string): Promise<void> {
  const { count } = await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id, deletedAt: null },
    data: {
      linkedDomainUrl,
      domainHost: new URL(linkedDomainUrl).host,
      domainLinkedAt: tx.now(),
      linkedDomainsVerified: false,
      domainCheck: jsonOrNull(null),
      didDocumentStatus: "outOfSync",
      updatedAt: tx.now(),
    },
  });
  if (count !== 1) throw authorityNotFound();
  const details = { from, to: linkedDomainUrl };
  await record(tx, { action: "authority.domain_changed", targetType: "authority", targetId: id, details });
}
