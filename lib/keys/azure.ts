import "server-only";
import { createHash } from "node:crypto";
import type { KeyVaultKey, SignatureAlgorithm } from "@azure/keyvault-keys";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { hashOf } from "@/lib/keys/algorithms";
import { azureKeyTypes, azureSpecs, isAzureKeyType, publicKeyOf } from "@/lib/keys/azure-algorithms";
import { type AzureConnection, type AzureMeans, azureConnections, isExcepted } from "@/lib/keys/azure-connection";
import type { AzureIdentity } from "@/lib/keys/azure-credential";
import { conditionOf, deleteKey, findKey } from "@/lib/keys/azure-upkeep";
import { isEcdsa, isJoseWidth } from "@/lib/keys/ecdsa";
import type { KeyHandle, KeyPlace, KeyProvider, NewKey } from "@/lib/keys/provider";
import { knownPublicKey, publicJwkOf } from "@/lib/keys/public-jwk";
import { AzureKeyConfig, isVaultOfAzure } from "@/lib/signing-key/azure-schema";
import type { KeyType, PublicJwk } from "@/lib/signing-key/schema";

const ROW_TAG = "signing-key";
const TENANT_TAG = "tenant";
const CREATED_BY = "verifiable-credentials-portal";

interface AzureProviderMeans extends AzureMeans {
  /** The server's own application, by which a config without credentials signs in. */
  readonly identity: AzureIdentity | null;
}

const nonsense = (what: string, cause: string): Problem =>
  new Problem("key_provider_refused", `Azure Key Vault answered with ${what}.`, { retryAfterSeconds: 30, cause });

/** A key is named after the row it is made for, so that one whose making was never answered is found. */
const nameFor = (id: string): string => `signing-key-${id}`;

function placeOf({ id, reference }: Pick<KeyHandle, "id" | "reference">): { name: string; version: string } {
  const [, name, version = ""] = /\/keys\/([\w-]+)(?:\/(\w+))?$/.exec(reference ?? "") ?? [];
  if (!name) throw new Error(`Azure key ${id} came without its identifier.`);
  return { name, version };
}

function settings(config: AzureKeyConfig): Record<string, string> {
  const { credentials, vaultUrl } = config;
  if (config.credentials === "default") return { credentials, vaultUrl };
  return { credentials, vaultUrl, tenantId: config.tenantId, clientId: config.clientId };
}

function publicJwk({ key, id }: KeyVaultKey, keyType: KeyType): PublicJwk {
  let jwk: PublicJwk | null = null;
  try {
    jwk = key ? publicJwkOf(publicKeyOf(key), keyType) : null;
  } catch {
    throw nonsense("a public key that cannot be read", `azure:keys/create of ${id} gave no public key`);
  }
  if (!jwk) throw nonsense("a public key of another kind", `azure:keys/create of ${id} is no ${keyType}`);
  return jwk;
}

/** Asks before anything is made, so that what cannot be reached leaves nothing to look for later. */
async function checkConnection(connection: AzureConnection, name: string): Promise<void> {
  try {
    await findKey(connection, name);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "key_provider_unavailable") throw error;
    const message = "Azure Key Vault cannot be reached: check the vault's address and its firewall. Then try again.";
    throw new Problem("key_provider_refused", message, error.details);
  }
}

/** Making a large key may take longer than we wait, so a key that is there by then is as good as an answer. */
async function makeKey(connection: AzureConnection, key: NewKey): Promise<KeyVaultKey> {
  if (!isAzureKeyType(key.keyType))
    throw invalidField(
      "keyType",
      `Azure Key Vault cannot hold ${key.keyType}: choose one of ${azureKeyTypes.join(", ")}.`,
    );
  const [kind, size] = azureSpecs[key.keyType];
  const tags = { ...key.tags, [TENANT_TAG]: key.tenantId, [ROW_TAG]: key.id, "created-by": CREATED_BY };
  const options = { ...size, keyOps: ["sign", "verify"], tags };
  const name = nameFor(key.id);
  try {
    return await connection.call("keys/create", (client) => client.createKey(name, kind, options));
  } catch (error) {
    const lost = error instanceof Problem && error.code === "key_provider_unavailable";
    const made = lost ? await findKey(connection, name) : null;
    if (!made) throw error;
    return made;
  }
}

/** Keys in Azure Key Vault: made there, never seen here. */
export function azureProvider({ identity, ...means }: AzureProviderMeans): KeyProvider<AzureKeyConfig> {
  const open = azureConnections(means);

  function connectionOf(tenantId: string, config: AzureKeyConfig): AzureConnection {
    const { vaultUrl } = config;
    if (means.egress.refusal(vaultUrl) !== undefined)
      throw invalidField("config.vaultUrl", "Give the vault's address as https://<vault>.vault.azure.net.");
    if (config.credentials === "clientSecret") return open(tenantId, vaultUrl, config);
    if (!identity)
      throw invalidField("config.credentials", "The server has no Azure credentials of its own: give a client secret.");
    if (!isVaultOfAzure(vaultUrl) && !isExcepted(means.egress, vaultUrl))
      throw invalidField("config.vaultUrl", "The server's own credentials go to <vault>.vault.azure.net only.");
    return open(tenantId, vaultUrl, identity);
  }
  const connectionFor = ({ tenantId, config }: Pick<KeyPlace, "tenantId" | "config">): AzureConnection =>
    connectionOf(tenantId, AzureKeyConfig.parse(config.unwrap()));

  return {
    name: "azure",
    keyTypes: azureKeyTypes,
    config: AzureKeyConfig,
    settings,

    async create(config, key) {
      const connection = connectionOf(key.tenantId, config);
      const name = nameFor(key.id);
      if (isAzureKeyType(key.keyType)) await checkConnection(connection, name);
      const made = await makeKey(connection, key);
      try {
        if (!made.id) throw nonsense("a key without identifier", `azure:keys/create for ${key.id} without kid`);
        return { reference: made.id, publicJwk: publicJwk(made, key.keyType), privateKey: null };
      } catch (error) {
        // A key that nobody can use must not stay behind; when this fails too, its name tells whose it was.
        await deleteKey(connection, name).catch(() => {});
        throw error;
      }
    },

    async adopt(config, { tenantId, name: reference }) {
      const connection = connectionOf(tenantId, config);
      const [, name, version] = /(?:^|\/keys\/)([\w-]+)(?:\/(\w+))?$/.exec(reference) ?? [];
      const key = name ? await findKey(connection, name, version) : null;
      const ours = config.credentials === "clientSecret" || key?.properties.tags?.[TENANT_TAG] === tenantId;
      const known = key?.key && ours ? knownPublicKey(publicKeyOf(key.key)) : null;
      if (!key?.id || !known || !isAzureKeyType(known.keyType)) return null;
      return { reference: key.id, keyType: known.keyType, publicJwk: known.jwk };
    },

    async sign(key, data) {
      const { algorithm } = key;
      if (algorithm === "EdDSA") throw new Error("Azure Key Vault does not sign with EdDSA.");
      const { name, version } = placeOf(key);
      const connection = connectionFor(key);
      const digest = createHash(hashOf[algorithm]).update(data).digest();
      const { result } = await connection.call("keys/sign", () =>
        connection.signer(name, version).sign(algorithm satisfies SignatureAlgorithm, digest),
      );
      if (!result || (isEcdsa(algorithm) && !isJoseWidth(result, algorithm)))
        throw nonsense("a malformed signature", `azure:keys/sign by ${name} gave ${result?.length ?? 0} bytes`);
      return result;
    },

    condition: async (key) => {
      const { name, version } = placeOf(key);
      return conditionOf(connectionFor(key), name, version);
    },

    async findByTag(place, known) {
      const key = await findKey(connectionFor(place), nameFor(place.id));
      const ours = key?.id && key.properties.tags?.[ROW_TAG] === place.id && !known.has(key.id);
      return ours && key.id ? [key.id] : [];
    },

    scheduleDeletion: async (place) => deleteKey(connectionFor(place), placeOf(place).name),
  };
}
