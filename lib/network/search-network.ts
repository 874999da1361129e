import * as z from "zod";
import type { NetworkAuthority } from "@/lib/network/schema";
import { visibleAuthority } from "@/lib/network/visible";
import { defineUseCase } from "@/lib/use-case";

const FOUND_MAX = 15;

const searchStatement = {
  name: "search-network",
  text: `SELECT a.id, a.tenant_id, a.did, a.name, a.linked_domain_url FROM authority a
    WHERE strpos(lower(a.linked_domain_url), lower($1)) > 0 AND ${visibleAuthority}
    ORDER BY a.linked_domain_url, a.created_at, a.id LIMIT ${FOUND_MAX}`,
};

interface Row {
  id: string;
  tenant_id: string;
  did: string;
  name: string;
  linked_domain_url: string;
}

/** Authorities of all tenants whose verified domain holds this text, in any case: 15 at most (section 18). */
export const searchNetwork = defineUseCase(
  { name: "searchNetwork", input: z.strictObject({ domain: z.string().max(253) }) },
  async (ctx, { domain }): Promise<NetworkAuthority[]> => {
    const rows = await ctx.sql<Row>(searchStatement, [domain]);
    return rows.map(({ id, tenant_id: tenantId, did, name, linked_domain_url: url }) => ({
      id,
      tenantId,
      did,
      name,
      linkedDomainUrls: [url],
    }));
  },
);
