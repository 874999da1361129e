import type { Ctx } from "@/lib/context";
import { type CallbackSubject, offerSessionId } from "@/lib/issuance/issuer-callback";
import { failSession } from "@/lib/issuance/store";

/** How a session ends whose callback was not reached, or did not answer with a 2xx in time. */
export const NOT_CONFIRMED = {
  code: "callback_unreachable",
  message: "The issuer's callback did not confirm, so the issuance was stopped.",
} as const;

const batchStatement = {
  name: "sessions-of-offer",
  text: "SELECT id FROM issuance_session WHERE tenant_id = $1 AND (id = $2 OR batch_of = $2)",
};

/** Ends the session, and with it all that share its offer: nothing of it goes further (security I6). */
export async function failUnconfirmed(ctx: Ctx, subject: CallbackSubject): Promise<void> {
  const found = await ctx.sql<{ id: string }>(batchStatement, [ctx.tenantId, offerSessionId(subject)]);
  for (const { id } of found) await failSession(ctx, id, NOT_CONFIRMED);
}
