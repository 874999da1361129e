import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { queueMessagesIn } from "@/lib/delivery/outbox";
import { endedBy, newsOf, type ToldSession } from "@/lib/issuance/callback-news";
import { othersOpen } from "@/lib/issuance/open-in-batch";
import type { SessionFailure } from "@/lib/issuance/schema";

const AT_ONCE = 200;
const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Ends whatever offers and grants of a contract are still open, for good, tells their callbacks and drops what they had
 * sealed; gives their number. With the credential that leads an offer all of the offer ends that no token was given for:
 * nobody could claim it any more. Belongs into the transaction that closes the contract, whose audit row tells of it.
 */
export async function endSessionsOf(tx: Ctx, contractId: string, failure: SessionFailure): Promise<number> {
  await holdOffers(tx, contractId);
  await tellCallbacks(tx, contractId, failure);
  return tx.db.$executeRaw`UPDATE issuance_session s SET state = 'failed', failure = ${JSON.stringify(failure)}::jsonb,
    ended_at = ${tx.now()}, sealed_code = NULL, sealed_claims = NULL, sealed_document = NULL, sealed_callback = NULL,
    proven_holders = NULL, "authorization" = NULL WHERE ${endedWith(tx, contractId, Prisma.sql`s`)}`;
}

/** True of a session, by its name in a statement, that ends with the contract. */
function endedWith({ tenantId }: Ctx, contractId: string, s: Prisma.Sql) {
  return Prisma.sql`${s}.tenant_id = ${tenantId}::uuid AND ${s}.state IN ('offered', 'opened', 'redeemed')
    AND (${s}.contract_id = ${contractId}::uuid OR ${s}.batch_of IN (SELECT head.id FROM issuance_session head
      WHERE head.tenant_id = ${tenantId}::uuid AND head.contract_id = ${contractId}::uuid
        AND head.state IN ('offered', 'opened')))`;
}

/**
 * Until the transaction ends nothing is issued of an offer whose callback is told: neither what is told to have failed,
 * nor the last other credential, which would take the offer for open still.
 */
const holdOffers = (tx: Ctx, contractId: string) =>
  tx.db.$executeRaw`SELECT 1 FROM issuance_session held
    WHERE held.tenant_id = ${tx.tenantId}::uuid AND COALESCE(held.batch_of, held.id) IN (
      SELECT COALESCE(s.batch_of, s.id) FROM issuance_session s
      WHERE ${endedWith(tx, contractId, Prisma.sql`s`)} AND s.sealed_callback IS NOT NULL)
    ORDER BY held.id FOR UPDATE`;

async function tellCallbacks(tx: Ctx, contractId: string, failure: SessionFailure): Promise<void> {
  const othersEnd = endedWith(tx, contractId, Prisma.sql`o`);
  for (let after = NIL; ; ) {
    const told = await tx.db.$queryRaw<ToldSession[]>`SELECT id, batch_of, sealed_callback,
        ${othersOpen(othersEnd)} AS others_open FROM issuance_session s
      WHERE ${endedWith(tx, contractId, Prisma.sql`s`)} AND sealed_callback IS NOT NULL AND id > ${after}::uuid
      ORDER BY id LIMIT ${AT_ONCE}`;
    const last = told.at(-1);
    if (!last) return;
    await queueMessagesIn(tx, await newsOf(tx, told, endedBy(failure)));
    after = last.id;
  }
}
