import { BulkRevocationRef, type BulkRevocationView } from "@/lib/bulk-revocation/schema";
import { fetchBulkRevocation } from "@/lib/bulk-revocation/store";
import { fetchContractKey } from "@/lib/contract/contract-key";
import { defineUseCase } from "@/lib/use-case";

/** How far a bulk revocation has come. */
export const getBulkRevocation = defineUseCase(
  { name: "getBulkRevocation", input: BulkRevocationRef },
  async (ctx, { bulkRevocationId, ...ref }): Promise<BulkRevocationView> => {
    const contract = await fetchContractKey(ctx, ref);
    return fetchBulkRevocation(ctx, contract.id, bulkRevocationId);
  },
);
