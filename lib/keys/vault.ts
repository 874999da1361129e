import "server-only";
import { createPublicKey } from "node:crypto";
import * as z from "zod";
import type { Egress } from "@/lib/egress/egress";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { isEcdsa, isJoseWidth } from "@/lib/keys/ecdsa";
import type { KeyHandle, KeyPlace, KeyProvider } from "@/lib/keys/provider";
import { type KnownPublicKey, knownPublicKey, publicJwkOf } from "@/lib/keys/public-jwk";
import { isVaultKeyType, signRequest, transitTypes, vaultKeyTypes } from "@/lib/keys/vault-algorithms";
import { type VaultConnection, type VaultMeans, vaultConnections } from "@/lib/keys/vault-connection";
import type { KeyState, KeyType, PublicJwk } from "@/lib/signing-key/schema";
import { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

const nonsense = (what: string, cause: string): Problem =>
  new Problem("key_provider_refused", `Vault answered with ${what}.`, { retryAfterSeconds: 30, cause });

/** Transit has no tags, so a key is named after the row it is made for: that is how an orphan is found. */
const nameFor = (id: string): string => `signing-key-${id}`;

const urlOf = ({ server, mount }: VaultKeyConfig, name: string): string => `${server}/v1/${mount}/keys/${name}`;

function nameOf({ id, reference }: Pick<KeyHandle, "id" | "reference">): string {
  const name = reference && /\/keys\/(\w[\w.-]*)$/.exec(reference)?.[1];
  if (!name) throw new Error(`Vault key ${id} came without its name.`);
  return name;
}

function settings(config: VaultKeyConfig): Record<string, string> {
  const { credentials, server, mount, namespace } = config;
  return {
    credentials,
    server,
    mount,
    ...(namespace && { namespace }),
    ...(config.credentials === "appRole" && { roleId: config.roleId }),
    ...(config.credentials === "userpass" && { username: config.username }),
  };
}

const TransitKey = z.object({
  data: z.object({
    keys: z.record(z.string(), z.union([z.object({ public_key: z.string().optional() }), z.number()])),
    min_encryption_version: z.number().optional(),
    soft_deleted: z.boolean().optional(),
  }),
});
type TransitKey = z.infer<typeof TransitKey>["data"];

const Signature = z.object({ data: z.object({ signature: z.string().regex(/^vault:v1:[\w-]+$/) }) });

/** The key as Vault tells it, or null when there is none of that name. */
async function readKey(connection: VaultConnection, name: string): Promise<TransitKey | null> {
  const answer = await connection.call("read", "GET", `keys/${name}`);
  if (answer === null) return null;
  const key = TransitKey.safeParse(answer);
  if (!key.success) throw nonsense("a key that cannot be read", `vault:read of ${name} is malformed`);
  return key.data.data;
}

function publicJwk(key: TransitKey | null, keyType: KeyType): PublicJwk {
  const first = key?.keys["1"];
  const text = typeof first === "object" ? first.public_key : undefined;
  const jwk = text === undefined ? null : publicJwkOf(importPublicKey(text, keyType), keyType);
  if (!jwk) throw nonsense("a public key of another kind", `vault:read gave no ${keyType}`);
  return jwk;
}

/** Of a key that was there before: its kind is seen from the key itself. */
function anyPublicKey(key: TransitKey | null): KnownPublicKey | null {
  const first = key?.keys["1"];
  const text = typeof first === "object" ? first.public_key : undefined;
  if (text === undefined) return null;
  return knownPublicKey(importPublicKey(text, text.startsWith("-----") ? "P-256" : "Ed25519"));
}

function importPublicKey(text: string, keyType: KeyType) {
  try {
    // Ed25519 alone comes as its bare 32 bytes.
    if (keyType !== "Ed25519") return createPublicKey(text);
    const x = Buffer.from(text, "base64").toString("base64url");
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  } catch {
    throw nonsense("a public key that cannot be read", "vault:read gave no public key");
  }
}

/** Asks before anything is made, so that what cannot be reached leaves nothing to look for later. */
async function checkConnection(connection: VaultConnection, name: string): Promise<void> {
  try {
    await readKey(connection, name);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "key_provider_unavailable") throw error;
    const message = "Vault cannot be reached: check its address, and that it is unsealed. Then try again.";
    throw new Problem("key_provider_refused", message, error.details);
  }
}

/** Making a large key may take longer than we wait, so a key that is there by then is as good as an answer. */
async function makeKey(connection: VaultConnection, name: string, type: string): Promise<void> {
  try {
    await connection.call("create", "POST", `keys/${name}`, { type, exportable: false });
  } catch (error) {
    const lost = error instanceof Problem && error.code === "key_provider_unavailable";
    if (!lost || (await readKey(connection, name)) === null) throw error;
  }
}

async function destroyKey(connection: VaultConnection, name: string): Promise<void> {
  if ((await readKey(connection, name)) === null) return;
  await connection.call("configure", "POST", `keys/${name}/config`, { deletion_allowed: true });
  await connection.call("delete", "DELETE", `keys/${name}`);
}

function stateOf({ soft_deleted, min_encryption_version = 0, keys }: TransitKey): KeyState {
  const usable = !soft_deleted && min_encryption_version <= 1 && keys["1"] !== undefined;
  return usable ? "enabled" : "disabled";
}

/** Refuses an address that egress would never ask, by the name of its field. */
function checkAddress(egress: Egress, { server }: VaultKeyConfig): void {
  if (egress.refusal(server) === undefined) return;
  throw invalidField(
    "config.server",
    "Give an https address with a host name and no port. A Vault elsewhere needs its host:port in EGRESS_ALLOW.",
  );
}

/** Keys in the Transit engine of HashiCorp Vault: made there, never seen here. */
export function vaultProvider(means: VaultMeans): KeyProvider<VaultKeyConfig> {
  const connectionOf = vaultConnections(means);
  const configOf = ({ config }: Pick<KeyPlace, "config">): VaultKeyConfig => VaultKeyConfig.parse(config.unwrap());
  const connectionFor = (key: Pick<KeyPlace, "tenantId" | "config">) => connectionOf(key.tenantId, configOf(key));

  return {
    name: "vault",
    keyTypes: vaultKeyTypes,
    config: VaultKeyConfig,
    settings,

    async create(config, { tenantId, id, keyType }) {
      if (!isVaultKeyType(keyType))
        throw invalidField("keyType", `Vault cannot hold ${keyType}: choose one of ${vaultKeyTypes.join(", ")}.`);
      checkAddress(means.egress, config);
      const connection = connectionOf(tenantId, config);
      const name = nameFor(id);
      await checkConnection(connection, name);
      await makeKey(connection, name, transitTypes[keyType]);
      try {
        const jwk = publicJwk(await readKey(connection, name), keyType);
        return { reference: urlOf(config, name), publicJwk: jwk, privateKey: null };
      } catch (error) {
        // A key that nobody can use must not stay behind; when this fails too, its name tells whose it was.
        await destroyKey(connection, name).catch(() => {});
        throw error;
      }
    },

    async adopt(config, { tenantId, name: reference }) {
      checkAddress(means.egress, config);
      const name = reference.startsWith(urlOf(config, "")) ? reference.slice(urlOf(config, "").length) : reference;
      if (!/^\w[\w.-]*$/.test(name)) return null;
      const known = anyPublicKey(await readKey(connectionOf(tenantId, config), name));
      if (!known || !isVaultKeyType(known.keyType)) return null;
      return { reference: urlOf(config, name), keyType: known.keyType, publicJwk: known.jwk };
    },

    async sign(key, data) {
      const { algorithm } = key;
      const name = nameOf(key);
      const body = signRequest(algorithm, data);
      const answer = Signature.safeParse(await connectionFor(key).call("sign", "POST", `sign/${name}`, body));
      if (!answer.success) throw nonsense("no signature", `vault:sign by ${name} without signature`);
      const signature = new Uint8Array(Buffer.from(answer.data.data.signature.slice("vault:v1:".length), "base64url"));
      if (isEcdsa(algorithm) && !isJoseWidth(signature, algorithm))
        throw nonsense("a malformed signature", `vault:sign by ${name} gave ${signature.length} bytes`);
      return signature;
    },

    async condition(key) {
      const found = await readKey(connectionFor(key), nameOf(key));
      if (!found) throw new Problem("key_provider_refused", "Vault has no such key.", { retryAfterSeconds: 30 });
      return { state: stateOf(found), deletionDate: null };
    },

    async findByTag(place, known) {
      const name = nameFor(place.id);
      const reference = urlOf(configOf(place), name);
      if (known.has(reference)) return [];
      return (await readKey(connectionFor(place), name)) ? [reference] : [];
    },

    async scheduleDeletion(place) {
      await destroyKey(connectionFor(place), nameOf(place));
      return null;
    },
  };
}
