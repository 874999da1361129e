import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { queueMessagesIn } from "@/lib/delivery/outbox";
import { endedBy, newsOf, type ToldSession } from "@/lib/issuance/callback-news";
import type { SessionFailure } from "@/lib/issuance/schema";

const AT_ONCE = 200;
const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Ends whatever offers and grants of a contract are still open, for good, tells their callbacks and drops what they had
 * sealed; gives their number. With the credential that leads an offer all of the offer ends that no token was given for:
 * nobody could claim it any more. Belongs into the transaction that closes the contract, whose audit row tells of it.
 */
export async function endSessionsOf(tx: Ctx, contractId: string, failure: SessionFailure): Promise<number> {
  const ended = endedWith(tx, contractId);
  await tellCallbacks(tx, ended, failure);
  return tx.db.$executeRaw`UPDATE issuance_session SET state = 'failed', failure = ${JSON.stringify(failure)}::jsonb,
    ended_at = ${tx.now()}, sealed_code = NULL, sealed_claims = NULL, sealed_document = NULL, sealed_callback = NULL,
    proven_holders = NULL, "authorization" = NULL WHERE ${ended}`;
}

const endedWith = ({ tenantId }: Ctx, contractId: string) =>
  Prisma.sql`tenant_id = ${tenantId}::uuid AND state IN ('offered', 'opened', 'redeemed')
    AND (contract_id = ${contractId}::uuid OR batch_of IN (SELECT head.id FROM issuance_session head
      WHERE head.tenant_id = ${tenantId}::uuid AND head.contract_id = ${contractId}::uuid
        AND head.state IN ('offered', 'opened')))`;

async function tellCallbacks(tx: Ctx, ended: Prisma.Sql, failure: SessionFailure): Promise<void> {
  for (let after = NIL; ; ) {
    // Held until the transaction ends: what is told to have failed is not issued at the same moment.
    const told = await tx.db.$queryRaw<ToldSession[]>`SELECT id, batch_of, sealed_callback FROM issuance_session
      WHERE ${ended} AND sealed_callback IS NOT NULL AND id > ${after}::uuid
      ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`;
    const last = told.at(-1);
    if (!last) return;
    await queueMessagesIn(tx, await newsOf(tx, told, endedBy(failure)));
    after = last.id;
  }
}
