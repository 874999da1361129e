import type { Ctx } from "@/lib/context";
import { type CallbackSubject, offerSessionId } from "@/lib/issuance/issuer-callback";

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
