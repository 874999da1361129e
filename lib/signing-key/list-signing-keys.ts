import { PageRequest, pageOf, pageQuery } from "@/lib/kernel/page";
import { signingKeyView, viewColumns } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/** The tenant's keys, newest first, in the state last seen. */
export const listSigningKeys = defineUseCase({ name: "listSigningKeys", input: PageRequest }, async (ctx, request) => {
  const { where, ...query } = pageQuery(request);
  const rows = await ctx.db.signingKey.findMany({
    where: { tenantId: ctx.tenantId, ...where },
    select: viewColumns,
    ...query,
  });
  return pageOf(rows, request, signingKeyView);
});
