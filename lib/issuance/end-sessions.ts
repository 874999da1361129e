import type { Ctx } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client";
import type { SessionFailure } from "@/lib/issuance/schema";

/**
 * Ends whatever offers and grants of a contract are still open, for good, and drops what they had sealed; gives their
 * number. Belongs into the transaction that closes the contract, whose audit row tells of it.
 */
export async function endSessionsOf(tx: Ctx, contractId: string, failure: SessionFailure): Promise<number> {
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
