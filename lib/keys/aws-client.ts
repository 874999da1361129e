import { KMSClient, type KMSClientConfig } from "@aws-sdk/client-kms";
import { LRUCache } from "lru-cache";
import { invalidField } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";
import { instanceRoleCredentials, RoleNotOurs } from "@/lib/keys/aws-instance-role";
import { type AwsAction, awsProblem, isOutage } from "@/lib/keys/aws-refusal";
import { DEADLINE_MS, guards } from "@/lib/keys/guards";
import type { AwsKeyConfig } from "@/lib/signing-key/schema";

/** Signed in to KMS for one tenant, with one set of credentials, in one region. */
export interface AwsConnection {
  readonly client: KMSClient;
  /** Runs one call under the limits of security E5; what it throws is a Problem. */
  call<Output>(
    action: AwsAction,
    send: (client: KMSClient, options: { abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<Output>;
  /** The same for what must not be asked twice: a lost answer is not asked for again. */
  callOnce<Output>(
    action: AwsAction,
    send: (client: KMSClient, options: { abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<Output>;
  destroy(): void;
}

function credentialsOf(config: AwsKeyConfig, rolesAllowed: readonly string[]): Pick<KMSClientConfig, "credentials"> {
  if (config.credentials === "default") return {};
  if (config.credentials === "instanceRole")
    return { credentials: instanceRoleCredentials(config.roleName, config.region, rolesAllowed) };
  const { accessKeyId, secretAccessKey } = config;
  return { credentials: { accessKeyId, secretAccessKey } };
}

const patience = (requestTimeout: number) => ({
  connectionTimeout: 1000,
  requestTimeout,
  throwOnRequestTimeout: true,
  // A server that stops amid an answer is not caught by the request timeout.
  socketTimeout: requestTimeout + 1000,
});

function connect(config: AwsKeyConfig, region: string | undefined, rolesAllowed: readonly string[]): AwsConnection {
  const settings = {
    ...(region === undefined ? {} : { region }),
    ...credentialsOf(config, rolesAllowed),
    retryMode: "standard",
  } satisfies KMSClientConfig;
  const client = new KMSClient({ ...settings, maxAttempts: 3, requestHandler: patience(2000) });
  // Asked but once, it may take the time of three tries: a large key is not made in two seconds.
  const once = new KMSClient({ ...settings, maxAttempts: 1, requestHandler: patience(DEADLINE_MS) });
  const guard = guards(isOutage);
  const secrets = config.credentials === "accessKey" ? [config.secretAccessKey] : [];
  const calling =
    (by: KMSClient): AwsConnection["call"] =>
    async (action, send) => {
      try {
        return await guard.execute(({ signal }) => send(by, { abortSignal: signal }));
      } catch (error) {
        throw awsProblem(error, action, secrets);
      }
    };
  const destroy = () => {
    client.destroy();
    once.destroy();
  };
  return { client, call: calling(client), callOnce: calling(once), destroy };
}

/** Connections that are kept, each for one tenant, one set of credentials and one region only (security S8). */
export function awsConnections(rolesAllowed: readonly string[]) {
  const open = new LRUCache<string, AwsConnection>({
    max: 500,
    // A call that is still running may take its whole deadline.
    dispose: ({ destroy }) => setTimeout(destroy, 2 * DEADLINE_MS).unref(),
  });
  return (tenantId: string, config: AwsKeyConfig, region = config.region): AwsConnection => {
    const name = sha256Base64url(JSON.stringify([tenantId, config, region]));
    const known = open.get(name);
    if (known) return known;
    const connection = connect(config, region, rolesAllowed);
    open.set(name, connection);
    return connection;
  };
}

/** Refuses, by the name of its field, a config by which no key can be made: no region, or a role that is not ours. */
export async function checkConnection({ client }: AwsConnection): Promise<void> {
  try {
    await client.config.region();
  } catch {
    throw invalidField("config.region", "Give a region such as eu-central-1: the server's environment names none.");
  }
  try {
    await client.config.credentials();
  } catch (error) {
    if (!(error instanceof RoleNotOurs)) return;
    throw invalidField(
      "config.roleName",
      "Role name mismatch: name the role that is attached to the server's instance, or have it added to AWS_ROLES_ALLOWED.",
    );
  }
}
