import { PageRequest, pageOf, pageQuery } from "@/lib/kernel/page";
import { signingKeyView, viewColumns } from "@/lib/signing-key/store";
import { environmentBegan } from "@/lib/tenant/store";
import { defineUseCase } from "@/lib/use-case";

/** The tenant's keys, newest first, in the state last seen. */
export const listSigningKeys = defineUseCase({ name: "listSigningKeys", input: PageRequest }, async (ctx, request) => {
  const { where, ...query } = pageQuery(request);
  const since = await environmentBegan(ctx);
  const rows = await ctx.db.signingKey.findMany({
    where: { tenantId: ctx.tenantId, ...(since && { createdAt: { gt: since } }), ...where },
    select: viewColumns,
    ...query,
  });
  return pageOf(rows, request, signingKeyView);
});
