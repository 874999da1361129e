import type { Ctx } from "@/lib/context";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

/**
 * Requests of one token that come at once may all choose the same of its sessions. Whoever begins it first has it
 * (security D2); the others are thrown this, and choose again.
 */
class SessionTaken extends Error {}

export const sessionTaken = (): Error => new SessionTaken("Another request has just begun this session.");

/** Does `work` until nobody else takes what it chose. Each time somebody did, so as many sessions are tries enough. */
export async function untilOneIsLeft<Result>(
  sessions: readonly SessionRow[],
  work: () => Promise<Result>,
): Promise<Result> {
  for (let left = sessions.length; left > 0; left--) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SessionTaken)) throw error;
    }
  }
  throw new Problem("credential_request_denied", "Other requests with this access token came at once: ask again.");
}

const idleStatement = {
  name: "idle-sessions",
  text: `SELECT id, attempt FROM issuance_session s
    WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND state = 'redeemed' AND transaction_hash IS NULL
      AND NOT EXISTS (SELECT 1 FROM credential c
        WHERE c.tenant_id = s.tenant_id AND c.session_id = s.id AND c.state IN ('prepared', 'signed'))`,
};

/** Those that nothing was issued for, nothing is being issued for, and nothing was put off; how often each was begun. */
export async function idleSessions(ctx: Ctx, sessions: readonly SessionRow[]): Promise<ReadonlyMap<string, number>> {
  const ids = sessions.map(({ id }) => id);
  const rows = await ctx.sql<{ id: string; attempt: number }>(idleStatement, [ctx.tenantId, ids]);
  return new Map(rows.map(({ id, attempt }) => [id, attempt]));
}
