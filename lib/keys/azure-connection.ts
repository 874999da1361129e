import { type CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { LRUCache } from "lru-cache";
import type { Egress } from "@/lib/egress/egress";
import { sha256Base64url } from "@/lib/kernel/hash";
import { type AzureIdentity, azureCredential } from "@/lib/keys/azure-credential";
import { azureHttpClient } from "@/lib/keys/azure-http";
import { type AzureAction, azureProblem, isOutage } from "@/lib/keys/azure-refusal";
import { guards } from "@/lib/keys/guards";

export interface AzureMeans {
  readonly egress: Egress;
  /** The origin at which applications sign in. */
  readonly authorityHost: string;
}

/** Signed in to one vault for one tenant, as one application. */
export interface AzureConnection {
  /** Runs one call under the limits of security E5; what it throws is a Problem. */
  call<Output>(action: AzureAction, send: (client: KeyClient) => Promise<Output>): Promise<Output>;
  /** Signs by one version of a key; its properties are asked for once, by Azure's own library. */
  signer(name: string, version: string): CryptographyClient;
}

const https = (origin: string): string => origin.replace(/^http:/, "https:");

/** Whether the operator excepts this very host and port: only then would plain http be allowed. */
export const isExcepted = (egress: Egress, origin: string): boolean => {
  const { hostname, protocol, port } = new URL(origin);
  const number = port || (protocol === "http:" ? "80" : "443");
  return egress.refusal(`http://${hostname}:${number}`) === undefined;
};

function connect(
  tenantId: string,
  vaultUrl: string,
  identity: AzureIdentity,
  { egress, authorityHost }: AzureMeans,
): AzureConnection {
  const plain = (origin: string): string | null => (origin.startsWith("http:") ? origin : null);
  const authority = azureHttpClient(egress, tenantId, plain(authorityHost));
  const client = new KeyClient(https(vaultUrl), azureCredential(identity, authority, https(authorityHost)), {
    httpClient: azureHttpClient(egress, tenantId, plain(vaultUrl)),
    // A vault of the operator's own network need not have a name below the one that its tokens are for.
    disableChallengeResourceVerification: isExcepted(egress, vaultUrl),
    retryOptions: { maxRetries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 500 },
  });
  const guard = guards(isOutage);
  const signers = new LRUCache<string, CryptographyClient>({ max: 1000 });
  return {
    async call(action, send) {
      try {
        return await guard.execute(() => send(client));
      } catch (error) {
        throw azureProblem(error, action);
      }
    },
    signer(name, keyVersion) {
      const known = signers.get(`${name}/${keyVersion}`);
      if (known) return known;
      const signer = client.getCryptographyClient(name, { keyVersion });
      signers.set(`${name}/${keyVersion}`, signer);
      return signer;
    },
  };
}

/** Connections that are kept, each for one tenant, one vault and one application only (security S8). */
export function azureConnections(means: AzureMeans) {
  const open = new LRUCache<string, AzureConnection>({ max: 500 });
  return (tenantId: string, vaultUrl: string, identity: AzureIdentity): AzureConnection => {
    const { tenantId: directory, clientId, clientSecret } = identity;
    const name = sha256Base64url(JSON.stringify([tenantId, vaultUrl, directory, clientId, clientSecret]));
    const known = open.get(name);
    if (known) return known;
    const connection = connect(tenantId, vaultUrl, identity, means);
    open.set(name, connection);
    return connection;
  };
}
