// @ts-check
import { inspect } from "node:util";
import { EnvironmentError } from "./env/environment-error.mjs";
import { fields } from "./env/fields.mjs";
import { masterKeyIn, parseMasterKey } from "./env/master-key.mjs";
import { isLoopbackHost } from "./env/origin.mjs";

/**
 * What the operator decided, checked once. `origin` is the one origin in every URL and DID we make.
 * @typedef {object} Environment
 * @property {string} origin
 * @property {string} host
 * @property {number} port
 * @property {string} dataDir absolute
 * @property {string | undefined} databaseUrl not set: the embedded database
 * @property {number} workers
 * @property {Buffer} masterKey 32 bytes
 * @property {Readonly<{ issuer: string, clientId: string, clientSecret: string }> | undefined} oidc
 * @property {readonly string[]} apiTokenIssuers
 * @property {string | undefined} apiTokenAudience
 * @property {string} apiTokenRoleClaim where tokens of those issuers list roles
 * @property {readonly string[]} egressAllow `host:port`, lower case
 * @property {number} trustProxyHops
 * @property {"debug" | "info" | "warn" | "error" | "silent"} logLevel
 * @property {boolean} issuerApiOpen
 * @property {readonly string[]} awsRolesAllowed
 * @property {string | undefined} didRegistrarUrl
 * @property {Readonly<{ authorityHost: string, identity: Readonly<{ tenantId: string, clientId: string, clientSecret: string }> | null }>} azure
 */

/**
 * Reads and checks every variable. On a fresh embedded installation it makes the master key.
 * @param {Record<string, string | undefined>} [source]
 * @returns {Readonly<Environment>}
 * @throws {EnvironmentError} with one line that names the variable and the fix
 */
export function readEnvironment(source = process.env) {
  const values = parseFields(source);
  const origin = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  if (values.ISSUER_API_OPEN && !isLoopbackHost(values.HOST))
    throw new EnvironmentError(
      "ISSUER_API_OPEN",
      "opens the Issuer API to everyone: set HOST=127.0.0.1 or leave it out",
    );
  if (values.API_TOKEN_ISSUERS.length > 0 && !values.API_TOKEN_AUDIENCE)
    throw new EnvironmentError("API_TOKEN_AUDIENCE", "must be set together with API_TOKEN_ISSUERS");

  return redacted({
    origin,
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    workers: values.WORKERS,
    masterKey: chooseMasterKey(values),
    oidc: readOidc(values),
    apiTokenIssuers: Object.freeze(values.API_TOKEN_ISSUERS),
    apiTokenAudience: values.API_TOKEN_AUDIENCE,
    apiTokenRoleClaim: values.API_TOKEN_ROLE_CLAIM,
    egressAllow: Object.freeze(values.EGRESS_ALLOW),
    trustProxyHops: values.TRUST_PROXY_HOPS,
    logLevel: values.LOG_LEVEL,
    issuerApiOpen: values.ISSUER_API_OPEN,
    awsRolesAllowed: Object.freeze(values.AWS_ROLES_ALLOWED),
    didRegistrarUrl: values.DID_REGISTRAR_URL,
    azure: Object.freeze({ authorityHost: values.AZURE_AUTHORITY_HOST, identity: readAzureIdentity(values) }),
  });
}

/** @param {Record<string, string | undefined>} source */
function parseFields(source) {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const { data, error } = fields.safeParse(present);
  if (data) return data;
  const issue = error.issues[0];
  throw new EnvironmentError(String(issue?.path[0]), issue?.message ?? "is not valid");
}

/** @param {import("./env/fields.mjs").Fields} values */
function chooseMasterKey({ MASTER_KEY, DATABASE_URL, DATA_DIR }) {
  if (MASTER_KEY) return parseMasterKey(MASTER_KEY);
  if (DATABASE_URL)
    throw new EnvironmentError(
      "MASTER_KEY",
      "must be set together with DATABASE_URL; make one with: openssl rand -base64 32",
    );
  return masterKeyIn(DATA_DIR);
}

/** @param {import("./env/fields.mjs").Fields} values */
function readOidc(values) {
  const names = /** @type {const} */ (["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]);
  if (names.every((name) => !values[name])) return undefined;
  const missing = names.find((name) => !values[name]);
  if (missing) throw new EnvironmentError(missing, `must be set too: ${names.join(", ")} go together`);
  return Object.freeze({
    issuer: values.OIDC_ISSUER ?? "",
    clientId: values.OIDC_CLIENT_ID ?? "",
    clientSecret: values.OIDC_CLIENT_SECRET ?? "",
  });
}

/**
 * The server's own application in Azure. Azure's library knows more ways to sign in by these variables; this is ours.
 * @param {import("./env/fields.mjs").Fields} values
 */
function readAzureIdentity({ AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET }) {
  if (!AZURE_TENANT_ID || !AZURE_CLIENT_ID || !AZURE_CLIENT_SECRET) return null;
  return Object.freeze({ tenantId: AZURE_TENANT_ID, clientId: AZURE_CLIENT_ID, clientSecret: AZURE_CLIENT_SECRET });
}

/**
 * Frozen, and printed without its secrets (security S3): Secret is TypeScript, which the launcher cannot load.
 * @param {Environment} environment
 */
function redacted(environment) {
  const print = () => "[environment]";
  Object.defineProperty(environment, "toJSON", { value: print });
  Object.defineProperty(environment, inspect.custom, { value: print });
  return Object.freeze(environment);
}
