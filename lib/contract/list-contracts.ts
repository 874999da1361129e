import * as z from "zod";
import { fetchAuthority } from "@/lib/authority/store";
import { contractColumns, contractView } from "@/lib/contract/rows";
import { PageRequest, pageOf, pageQuery } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

const ListContracts = PageRequest.extend({
  authorityId: z.string().max(200).optional(),
  archived: z.enum(["hidden", "shown", "only"]).default("hidden"),
});

const whichArchived = { hidden: { archivedAt: null }, shown: {}, only: { archivedAt: { not: null } } } as const;

/** The contracts of one authority, or of all the tenant's, newest first. */
export const listContracts = defineUseCase(
  { name: "listContracts", input: ListContracts },
  async (ctx, { authorityId, archived, ...request }) => {
    if (authorityId !== undefined) await fetchAuthority(ctx, authorityId);
    const { where, ...query } = pageQuery(request);
    const rows = await ctx.db.contract.findMany({
      where: {
        tenantId: ctx.tenantId,
        authority: { is: { deletedAt: null } },
        ...whichArchived[archived],
        ...(authorityId !== undefined && { authorityId }),
        ...where,
      },
      select: contractColumns,
      ...query,
    });
    return pageOf(rows, request, contractView(ctx, ctx.tenantId));
  },
);
