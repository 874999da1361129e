import { storedIndexHash } from "@/lib/credential/index-hash";
import { type CredentialView, SearchCredentials } from "@/lib/credential/schema";
import { readCredentials, searchReleased } from "@/lib/credential/store";
import { defineUseCase } from "@/lib/use-case";

/** Credentials whose indexed claim has this hash: exact, and nobody can list the values (security S7). */
export const searchCredentials = defineUseCase(
  { name: "searchCredentials", input: SearchCredentials },
  (ctx, { contractId, indexHash }): Promise<CredentialView[]> =>
    readCredentials(ctx, searchReleased, [contractId, storedIndexHash(ctx, ctx.tenantId, contractId, indexHash)]),
);
