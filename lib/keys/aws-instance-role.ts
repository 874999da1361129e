import { KMSClient } from "@aws-sdk/client-kms";
import { fromInstanceMetadata, getInstanceMetadataEndpoint, httpRequest } from "@smithy/credential-provider-imds";

const TOKEN_PATH = "/latest/api/token";
const ROLES_PATH = "/latest/meta-data/iam/security-credentials/";
const TIMEOUT_MS = 1000;

/** The role that a key's config names is neither attached to this machine nor allowed by its operator. */
export class RoleNotOurs extends Error {
  override readonly name = "RoleNotOurs";
}

type Identity = Awaited<ReturnType<ReturnType<typeof fromInstanceMetadata>>>;

const quiet = () => {};
/** The SDK would otherwise print renewal failures, errors and all, to the console (security S4). */
const silentLogger = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };

/** The name of the role attached to this machine, or null where no metadata service answers with one. */
async function attachedRole(): Promise<string | null> {
  try {
    const service = { ...(await getInstanceMetadataEndpoint()), timeout: TIMEOUT_MS };
    const headers = { "x-aws-ec2-metadata-token-ttl-seconds": "60" };
    const token = await httpRequest({ ...service, method: "PUT", path: TOKEN_PATH, headers });
    const asked = { ...service, path: ROLES_PATH, headers: { "x-aws-ec2-metadata-token": token.toString() } };
    return (await httpRequest(asked)).toString().trim() || null;
  } catch {
    return null;
  }
}

/**
 * Credentials of the role attached to this machine, when it is the one named; of the server's own default chain, when
 * the operator allows that role by name (a container does not report its role). Asked again at each renewal.
 * Throws {@link RoleNotOurs} for any other role (security S8).
 */
export function instanceRoleCredentials(roleName: string, region: string, rolesAllowed: readonly string[]) {
  const attached = fromInstanceMetadata({ timeout: TIMEOUT_MS, maxRetries: 1, logger: silentLogger });
  const ownChain = new KMSClient({ region }).config.credentials;
  return async (): Promise<Identity> => {
    if ((await attachedRole()) === roleName) return attached();
    if (rolesAllowed.includes(roleName)) return ownChain();
    throw new RoleNotOurs(`Role ${roleName} is neither attached nor allowed.`);
  };
}
