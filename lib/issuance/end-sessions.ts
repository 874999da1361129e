import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import { queueMessagesIn } from "@/lib/delivery/outbox";
import { endedBy, newsOf, type ToldSession } from "@/lib/issuance/callback-news";
import type { SessionFailure } from "@/lib/issuance/schema";

const AT_ONCE = 200;
const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Ends whatever offers and grants of a contract are still open, for good, tells their callbacks and drops what they had
 * sealed; gives their number. Belongs into the transaction that closes the contract, whose audit row tells of it.
 */
export async function endSessionsOf(tx: Ctx, contractId: string, failure: SessionFailure): Promise<number> {
  await tellCallbacks(tx, contractId, failure);
  const { count } = await tx.db.issuanceSession.updateMany({
    where: { tenantId: tx.tenantId, contractId, state: { in: ["offered", "opened", "redeemed"] } },
    data: {
      state: "failed",
      failure: { ...failure },
      endedAt: tx.now(),
      sealedCode: null,
      sealedClaims: null,
      sealedDocument: null,
      sealedCallback: null,
      provenHolders: Prisma.DbNull,
      authorization: Prisma.DbNull,
    },
  });
  return count;
}

async function tellCallbacks(tx: Ctx, contractId: string, failure: SessionFailure): Promise<void> {
  for (let after = NIL; ; ) {
    // Held until the transaction ends: what is told to have failed is not issued at the same moment.
    const told = await tx.db.$queryRaw<ToldSession[]>`SELECT id, batch_of, sealed_callback FROM issuance_session
      WHERE tenant_id = ${tx.tenantId}::uuid AND contract_id = ${contractId}::uuid
        AND state IN ('offered', 'opened', 'redeemed') AND sealed_callback IS NOT NULL AND id > ${after}::uuid
      ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE`;
    const last = told.at(-1);
    if (!last) return;
    await queueMessagesIn(tx, await newsOf(tx, told, endedBy(failure)));
    after = last.id;
  }
}
