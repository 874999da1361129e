import * as z from "zod";
import { record } from "@/lib/audit/record";
import { authorityLinkage, signAuthorityLinkage } from "@/lib/authority/domain-linkages";
import { requireLinkedIssuer } from "@/lib/authority/require-issuer";
import { AuthorityRef, LinkedDomainUrl } from "@/lib/authority/schema";
import { findIssuer, isLinked, type LinkedIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { ADMIN_DID_CONFIGURATION_CONTEXT, type DidConfiguration } from "@/lib/did/domain-linkage";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Without a domain the only linked one is meant. */
const GenerateDidConfiguration = AuthorityRef.extend({ domainUrl: z.string().max(500).optional() });

/** A file has this many tokens at most: readers limit its size. */
const TOKENS_MAX = 50;

/**
 * The file to host at `/.well-known/did-configuration.json` of the linked domain: this authority's token, freshly
 * signed, then those of the tenant's other authorities on that domain, since there is one file for them all.
 */
export const generateDidConfiguration = defineUseCase(
  { name: "generateDidConfiguration", input: GenerateDidConfiguration },
  async (ctx, { authorityId, domainUrl }): Promise<DidConfiguration> => {
    const issuer = await requireLinkedIssuer(ctx, authorityId);
    if (domainUrl !== undefined && LinkedDomainUrl.safeParse(domainUrl).data !== issuer.linkedDomainUrl) {
      const message = `The domain ${domainUrl} is not linked to this authority: its domain is ${issuer.linkedDomainUrl}.`;
      throw new Problem("domain_not_linked", message, { fields: { domainUrl: message } });
    }
    const own = await signAuthorityLinkage(ctx, issuer, ADMIN_DID_CONFIGURATION_CONTEXT);
    const others = await Promise.all((await neighbours(ctx, issuer)).map((one) => authorityLinkage(ctx, one)));
    await record(ctx, {
      action: "authority.did_configuration_signed",
      targetType: "authority",
      targetId: issuer.authorityId,
      details: { signingKeyId: issuer.signingKeyId },
    });
    return { "@context": ADMIN_DID_CONFIGURATION_CONTEXT, linked_dids: [own, ...others] };
  },
);

async function neighbours(ctx: Ctx, { authorityId, linkedDomainUrl }: LinkedIssuer): Promise<LinkedIssuer[]> {
  const rows = await ctx.db.authority.findMany({
    where: { tenantId: ctx.tenantId, linkedDomainUrl, deletedAt: null, id: { not: authorityId } },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: TOKENS_MAX - 1,
  });
  const issuers = await Promise.all(rows.map(({ id }) => findIssuer(ctx, id)));
  return issuers.filter(isLinked);
}
