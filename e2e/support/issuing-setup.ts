import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultAccount, defaultRegion } from "@/e2e/support/kms-server/accounts.mjs";
import { type Authority, type Contract, type Issuing, PortalApi, tokenOf } from "@/e2e/support/portal-api";

export interface IssuingSetup extends Issuing {
  readonly api: PortalApi;
  readonly authority: Authority;
  readonly contract: Contract;
  readonly domain: string;
}

/** The environment by which the token command finds the journeys' portal. */
export const defaultServerEnv = { DATA_DIR: defaultServer.dataDir };

/** A key in the KMS test server by a static access key, or one made here. */
export const keyChoices = {
  jwk: { backend: "jwk" },
  aws: {
    backend: "aws",
    config: {
      credentials: "accessKey",
      accessKeyId: defaultAccount.accessKeyId,
      secretAccessKey: defaultAccount.secretAccessKey,
      region: defaultRegion,
    },
  },
  /** By the credentials in the server's own environment. */
  awsDefault: { backend: "aws" },
} as const;

interface SetupOptions {
  readonly server?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Names the tenant and the domain. */
  readonly name: string;
  readonly key?: keyof typeof keyChoices;
  /** Of the contract, where it is not to have the usual ones. */
  readonly formats?: readonly string[];
}

/** From a token to a contract, as the README shows it: in a tenant of its own. */
export async function issuingSetup({
  server = defaultServer.url,
  env = defaultServerEnv,
  name,
  key = "jwk",
  formats,
}: SetupOptions): Promise<IssuingSetup> {
  const api = new PortalApi(server, await tokenOf(env, "--role", "owner", "--tenant", name));
  await api.onboard();
  const domain = `${name}.example.org`;
  const authority = await api.createAuthority(`https://${domain}/`, keyChoices[key]);
  const contract = await api.createContract(authority.id, `Staff badge of ${name}`, formats && { formats });
  return { api, authority, contract, domain };
}
