import { fetchContractKey } from "@/lib/contract/contract-key";
import { CredentialRef, type CredentialView } from "@/lib/credential/schema";
import { credentialRowId, findReleased, noSuchCredential, readCredentials } from "@/lib/credential/store";
import { defineUseCase } from "@/lib/use-case";

/** One credential of a contract. Another tenant's, or one that no wallet got, does not exist for us. */
export const getCredential = defineUseCase(
  { name: "getCredential", input: CredentialRef },
  async (ctx, { credentialId, ...ref }): Promise<CredentialView> => {
    const contract = await fetchContractKey(ctx, ref);
    const [credential] = await readCredentials(ctx, findReleased, [contract.id, credentialRowId(credentialId)]);
    if (!credential) throw noSuchCredential();
    return credential;
  },
);
