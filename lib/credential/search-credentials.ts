import { fetchContractKey } from "@/lib/contract/contract-key";
import { storedIndexHash } from "@/lib/credential/index-hash";
import { type CredentialView, SearchCredentials } from "@/lib/credential/schema";
import { readCredentials, searchReleased } from "@/lib/credential/store";
import { defineUseCase } from "@/lib/use-case";

/** Credentials whose indexed claim has this hash: exact, and nobody can list the values (security S7). */
export const searchCredentials = defineUseCase(
  { name: "searchCredentials", input: SearchCredentials },
  async (ctx, { indexHash, ...ref }): Promise<CredentialView[]> => {
    const { id } = await fetchContractKey(ctx, ref);
    return readCredentials(ctx, searchReleased, [id, storedIndexHash(ctx, ctx.tenantId, id, indexHash)]);
  },
);
