import { isContentFailure } from "@/lib/authority/domain-check";
import { AuthorityRef, DomainCheck } from "@/lib/authority/schema";
import { fetchAuthority } from "@/lib/authority/store";
import { policy } from "@/lib/kernel/policy";
import { defineUseCase } from "@/lib/use-case";

/**
 * How the last check of the linked domain ended; null when none was made since the domain was linked. The exact cause
 * is for those who may mend it: it would tell anybody else what stands behind our firewall (security E4).
 */
export const getDomainCheck = defineUseCase(
  { name: "getDomainCheck", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<DomainCheck | null> => {
    const { id } = await fetchAuthority(ctx, authorityId);
    const row = await ctx.db.authority.findUnique({
      where: { tenantId_id: { tenantId: ctx.tenantId, id } },
      select: { domainCheck: true },
    });
    const check = DomainCheck.nullable().parse(row?.domainCheck ?? null);
    if (!check?.failure || ctx.actor.permissions.includes(policy.updateAuthority)) return check;
    const kind = isContentFailure(check.failure) ? "invalid" : "unreachable";
    return { ...check, failure: { ...check.failure, kind, detail: null } };
  },
);
