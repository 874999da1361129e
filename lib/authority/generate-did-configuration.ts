import * as z from "zod";
import { record } from "@/lib/audit/record";
import { signAuthorityLinkage } from "@/lib/authority/documents";
import { requireIssuer } from "@/lib/authority/require-issuer";
import { AuthorityRef, LinkedDomainUrl } from "@/lib/authority/schema";
import { ADMIN_DID_CONFIGURATION_CONTEXT, type DidConfiguration } from "@/lib/did/domain-linkage";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Without a domain the only linked one is meant. */
const GenerateDidConfiguration = AuthorityRef.extend({ domainUrl: z.string().max(500).optional() });

/** The file to host at `/.well-known/did-configuration.json` of the linked domain, freshly signed. */
export const generateDidConfiguration = defineUseCase(
  { name: "generateDidConfiguration", input: GenerateDidConfiguration },
  async (ctx, { authorityId, domainUrl }): Promise<DidConfiguration> => {
    const issuer = await requireIssuer(ctx, authorityId);
    if (domainUrl !== undefined && LinkedDomainUrl.safeParse(domainUrl).data !== issuer.linkedDomainUrl) {
      const message = `The domain ${domainUrl} is not linked to this authority: its domain is ${issuer.linkedDomainUrl}.`;
      throw new Problem("domain_not_linked", message, { fields: { domainUrl: message } });
    }
    const token = await signAuthorityLinkage(ctx, issuer);
    await record(ctx, {
      action: "authority.did_configuration_signed",
      targetType: "authority",
      targetId: issuer.authorityId,
      details: { signingKeyId: issuer.signingKeyId },
    });
    return { "@context": ADMIN_DID_CONFIGURATION_CONTEXT, linked_dids: [token] };
  },
);
