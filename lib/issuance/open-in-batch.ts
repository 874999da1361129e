import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { type CallbackSubject, offerSessionId } from "@/lib/issuance/issuer-callback";

/** True in SQL where others of the offer of session `s` stay open: those, called `o`, of which `ends` is not true. */
export const othersOpen = (ends: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (SELECT 1 FROM issuance_session o
  WHERE o.tenant_id = s.tenant_id AND (o.id = COALESCE(s.batch_of, s.id) OR o.batch_of = COALESCE(s.batch_of, s.id))
    AND o.id <> s.id AND o.state IN ('offered', 'opened', 'redeemed') AND NOT (${ends}))`;

const othersStatement = {
  name: "open-sessions-of-batch",
  text: `SELECT 1 FROM issuance_session WHERE tenant_id = $1 AND (id = $2 OR batch_of = $2) AND id <> $3
    AND state IN ('offered', 'opened', 'redeemed') LIMIT 1`,
};

/** True while another credential of the same offer may still be claimed. */
export async function hasOpenInBatch(ctx: Ctx, subject: CallbackSubject): Promise<boolean> {
  const found = await ctx.sql(othersStatement, [ctx.tenantId, offerSessionId(subject), subject.id]);
  return found.length > 0;
}
