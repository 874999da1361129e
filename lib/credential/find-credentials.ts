import type { Ctx } from "@/lib/context";
import { fetchContractKey } from "@/lib/contract/contract-key";
import { storedIndexHash, wireIndexHash } from "@/lib/credential/index-hash";
import { type CredentialView, FindCredentials } from "@/lib/credential/schema";
import { findReleasedById, readCredentials, readPage, searchReleased } from "@/lib/credential/store";
import { invalidField } from "@/lib/kernel/errors";
import { credentialIdFromUrn, isUuid } from "@/lib/kernel/ids";
import { defineUseCase } from "@/lib/use-case";

/** What a person can look through; who wants all of a value that many share asks the list of its contract. */
const FOUND_MAX = 5000;

/**
 * Credentials by what a person knows of them: the credential id, or the exact value of a contract's indexed claim. The
 * value is hashed here and goes nowhere else (security S4, S7). None found is an empty list.
 */
export const findCredentials = defineUseCase(
  { name: "findCredentials", input: FindCredentials },
  async (ctx, { text, contractId }): Promise<CredentialView[]> => {
    const id = credentialIdOf(text.trim());
    const byId = id === null ? [] : await readCredentials(ctx, findReleasedById, [id]);
    if (byId.length > 0) return byId;
    if (contractId === undefined) {
      if (id !== null) return [];
      throw invalidField("contractId", "Choose the contract whose claim has this value, or give a credential id.");
    }
    const exact = await byValue(ctx, contractId, text);
    // A value that was pasted with blanks around it is meant without them, unless it is kept with them.
    return exact.length > 0 || text.trim() === text ? exact : byValue(ctx, contractId, text.trim());
  },
);

function credentialIdOf(text: string): string | null {
  const lower = text.toLowerCase();
  return credentialIdFromUrn(lower) ?? (isUuid(lower) ? lower : null);
}

async function byValue(ctx: Ctx, contractId: string, value: string): Promise<CredentialView[]> {
  const { id, publicId } = await fetchContractKey(ctx, { contractId });
  const wireHash = wireIndexHash(publicId, value.normalize("NFC"));
  const hash = storedIndexHash(ctx, ctx.tenantId, id, wireHash);
  const found: CredentialView[] = [];
  for (let cursor: string | null | undefined; cursor !== null && found.length < FOUND_MAX; ) {
    const page = await readPage(ctx, searchReleased, { limit: 1000, cursor }, [id, hash]);
    found.push(...page.credentials);
    cursor = page.nextCursor;
  }
  return found;
}
