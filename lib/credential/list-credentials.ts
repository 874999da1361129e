import { fetchContractKey } from "@/lib/contract/contract-key";
import { type CredentialPage, ListCredentials } from "@/lib/credential/schema";
import { listReleased, listReleasedOfContract, readPage } from "@/lib/credential/store";
import { defineUseCase } from "@/lib/use-case";

/** A page of credentials, the newest first. `nextCursor` leads to the page after it. */
export const listCredentials = defineUseCase(
  { name: "listCredentials", input: ListCredentials },
  async (ctx, { authorityId, contractId, ...asked }): Promise<CredentialPage> => {
    if (contractId === undefined) return readPage(ctx, listReleased, asked);
    const contract = await fetchContractKey(ctx, { authorityId, contractId });
    return readPage(ctx, listReleasedOfContract, asked, [contract.id]);
  },
);
