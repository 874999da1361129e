import { adminRoute } from "@/lib/apis/admin/dialect";
import { contractOperations } from "@/lib/apis/admin/operations/contracts";
import { archiveContract } from "@/lib/contract/archive-contract";

export const hot = true;

export const DELETE = adminRoute(contractOperations.archiveContract, async ({ ctx, params }) => {
  await archiveContract(ctx, params);
  return undefined;
});
