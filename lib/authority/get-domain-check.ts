import { AuthorityRef, DomainCheck } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { defineUseCase } from "@/lib/use-case";

/** How the last check of the linked domain ended; null when none was made since the domain was linked. */
export const getDomainCheck = defineUseCase(
  { name: "getDomainCheck", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<DomainCheck | null> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    const row = await ctx.db.authority.findUnique({
      where: { tenantId_id: { tenantId: ctx.tenantId, id } },
      select: { domainCheck: true },
    });
    return DomainCheck.nullable().parse(row?.domainCheck ?? null);
  },
);
