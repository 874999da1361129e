import { CredentialRef, type CredentialView } from "@/lib/credential/schema";
import { findReleased, readCredentials } from "@/lib/credential/store";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** One credential of a contract. Another tenant's, or one that no wallet got, does not exist for us. */
export const getCredential = defineUseCase(
  { name: "getCredential", input: CredentialRef },
  async (ctx, { contractId, credentialId }): Promise<CredentialView> => {
    const [credential] = await readCredentials(ctx, findReleased, [contractId, credentialId]);
    if (!credential)
      throw new Problem("not_found", "There is no such credential.", { fields: { credentialId: "Unknown." } });
    return credential;
  },
);
