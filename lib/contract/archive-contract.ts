import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { fetchLiveContract } from "@/lib/contract/rows";
import { ContractRef } from "@/lib/contract/schema";
import { endSessionsOf } from "@/lib/issuance/end-sessions";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const failure = { code: "contract_archived", message: "The contract was archived before the credential was issued." };

/**
 * Takes a contract out of use, for good: it is no longer listed, offered or published, and its open offers end. What it
 * issued can still be found and revoked, and its name stays taken.
 */
export const archiveContract = defineUseCase(
  { name: "archiveContract", input: ContractRef },
  async (ctx, ref): Promise<void> => {
    const { id, name, version } = await fetchLiveContract(ctx, ref);
    await inTransaction(ctx, async (tx) => {
      const { count } = await tx.db.contract.updateMany({
        where: { tenantId: tx.tenantId, id, archivedAt: null },
        data: { archivedAt: tx.now() },
      });
      if (count !== 1) throw new Problem("conflict", "Somebody else archived this contract just now.");
      const endedOffers = await endSessionsOf(tx, id, failure);
      const details = { name, version, endedOffers };
      await record(tx, { action: "contract.archived", targetType: "contract", targetId: id, details });
    });
  },
);
