import { listAuditEvents } from "@/lib/audit/list-audit-events";
import type { DomainCheck } from "@/lib/authority/schema";
import type { Ctx } from "@/lib/context";

/** The trail keeps what a refusal must not tell every caller (security E4); who may read the trail may see it. */
export async function lastDomainCheck(ctx: Ctx, authorityId: string): Promise<DomainCheck | null> {
  const { entries } = await listAuditEvents(ctx, { target: authorityId, action: "authority.domain" });
  const [last] = entries;
  if (!last) return null;
  const { cause } = last.details;
  return {
    verified: last.action === "authority.domain_verified",
    cause: typeof cause === "string" ? cause : null,
    checkedAt: last.occurredAt,
  };
}
