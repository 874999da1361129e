import { authorityColumns, authorityView } from "@/lib/authority/store";
import { PageRequest, pageOf, pageQuery } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

/** The tenant's authorities, newest first. */
export const listAuthorities = defineUseCase({ name: "listAuthorities", input: PageRequest }, async (ctx, request) => {
  const { where, ...query } = pageQuery(request);
  const rows = await ctx.db.authority.findMany({
    where: { tenantId: ctx.tenantId, deletedAt: null, ...where },
    select: authorityColumns,
    ...query,
  });
  return pageOf(rows, request, authorityView(ctx));
});
