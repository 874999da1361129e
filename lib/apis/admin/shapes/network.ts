import * as z from "zod";
import { filterIn, filterNotSupported } from "@/lib/apis/admin/filter";

export const NetworkAuthorities = z.array(
  z
    .object({
      id: z.uuid(),
      tenantId: z.uuid(),
      did: z.string(),
      name: z.string(),
      linkedDomainUrls: z.array(z.string()),
    })
    .meta({ id: "NetworkAuthority" }),
);

export const NetworkContracts = z.array(
  z
    .object({ name: z.string(), types: z.array(z.string()), claims: z.array(z.string()) })
    .meta({ id: "NetworkContract" }),
);

export const DomainFilter = z.object({
  filter: z
    .string()
    .describe("`linkeddomainurls like ` and a part of the domain, in any case. Nothing else is supported."),
});

const FILTER = /^linkeddomainurls\s+like(?:\s+(\S.*))?$/i;
const DOMAIN_MAX = 253;

/**
 * The text in `filter=linkeddomainurls like …`, the one form there is (section 18). Published clients that look for
 * everything send a blank there: the empty text is part of every domain.
 */
export function domainIn(url: string): string {
  const [known, asked = ""] = FILTER.exec(filterIn(url)) ?? [];
  const domain = asked.replace(/^'([^']*)'$/, "$1").trim();
  if (known === undefined || domain.length > DOMAIN_MAX) {
    throw filterNotSupported("Only filter=linkeddomainurls like {part of a domain} is supported.");
  }
  return domain;
}
