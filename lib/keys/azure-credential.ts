import type { HttpClient } from "@azure/core-rest-pipeline";
import { ClientSecretCredential } from "@azure/identity";
import { SignInFailure } from "@/lib/keys/azure-refusal";

/** As which application we sign in, and where. */
export interface AzureIdentity {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

type Asked = Parameters<ClientSecretCredential["getToken"]>;

const isTrouble = (status: number): boolean => status >= 500 || status === 408;

/**
 * A client secret of Azure's own library, which keeps its tokens and renews them. Its errors quote the directory's
 * words, so they are replaced by what its requests came to.
 */
export function azureCredential(identity: AzureIdentity, httpClient: HttpClient, authorityHost: string) {
  let failed: "throttled" | "silent" | null = null;
  const watched: HttpClient = {
    async sendRequest(request) {
      failed = "silent";
      const response = await httpClient.sendRequest(request);
      if (response.status === 429) failed = "throttled";
      else if (!isTrouble(response.status)) failed = null;
      return response;
    },
  };
  const { tenantId, clientId, clientSecret } = identity;
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
    httpClient: watched,
    authorityHost,
    // The operator's authority is trusted as it is: it need not vouch for itself elsewhere.
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 1, retryDelayInMs: 100 },
  });
  return {
    async getToken(...asked: Asked) {
      try {
        return await credential.getToken(...asked);
      } catch (error) {
        throw new SignInFailure(failed ?? "credentials", error instanceof Error ? error.name : "unknown");
      }
    },
  };
}
