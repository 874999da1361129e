import { fetchContractKey } from "@/lib/contract/contract-key";
import { storedIndexHash } from "@/lib/credential/index-hash";
import { type CredentialPage, SearchCredentials } from "@/lib/credential/schema";
import { readPage, searchReleased } from "@/lib/credential/store";
import { defineUseCase } from "@/lib/use-case";

/**
 * Credentials whose indexed claim has this hash, the newest first: exact, and nobody can list the values (security S7).
 * `nextCursor` leads to the page after it.
 */
export const searchCredentials = defineUseCase(
  { name: "searchCredentials", input: SearchCredentials },
  async (ctx, { indexHash, limit, cursor, ...ref }): Promise<CredentialPage> => {
    const { id } = await fetchContractKey(ctx, ref);
    return readPage(ctx, searchReleased, { limit, cursor }, [id, storedIndexHash(ctx, ctx.tenantId, id, indexHash)]);
  },
);
