import "server-only";
import { constants, createPrivateKey, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import { LRUCache } from "lru-cache";
import { Problem } from "@/lib/kernel/errors";
import { Secret } from "@/lib/kernel/secret";
import { hashOf } from "@/lib/keys/algorithms";
import type { CreatedKey, KeyHandle, KeyProvider, NewKey } from "@/lib/keys/provider";
import { publicJwkOf } from "@/lib/keys/public-jwk";
import { JwkKeyConfig, type KeyType, keyTypes } from "@/lib/signing-key/schema";

const generate = promisify(generateKeyPair);
const signInPool = promisify<string, Uint8Array, SigningKey, Buffer>(sign);

const generators: Readonly<Record<KeyType, () => Promise<{ publicKey: KeyObject; privateKey: KeyObject }>>> = {
  "P-256": () => generate("ec", { namedCurve: "P-256" }),
  "P-384": () => generate("ec", { namedCurve: "P-384" }),
  "P-521": () => generate("ec", { namedCurve: "P-521" }),
  secp256k1: () => generate("ec", { namedCurve: "secp256k1" }),
  Ed25519: () => generate("ed25519", undefined),
  "RSA-2048": () => generate("rsa", { modulusLength: 2048 }),
  "RSA-3072": () => generate("rsa", { modulusLength: 3072 }),
  "RSA-4096": () => generate("rsa", { modulusLength: 4096 }),
};

interface SigningKey {
  readonly key: KeyObject;
  readonly dsaEncoding: "ieee-p1363";
  readonly padding: number;
}

async function create(_config: JwkKeyConfig, { keyType }: NewKey): Promise<CreatedKey> {
  const { publicKey, privateKey } = await generators[keyType]();
  const publicJwk = publicJwkOf(publicKey, keyType);
  if (!publicJwk) throw new Error(`A new key is not of type ${keyType}.`);
  return { reference: null, publicJwk, privateKey: new Secret(JSON.stringify(privateKey.export({ format: "jwk" }))) };
}

function importKey({ id, privateKey }: KeyHandle): SigningKey {
  if (!privateKey) {
    const cause = `development key ${id} has been destroyed`;
    throw new Problem("key_provider_refused", "This development key has been destroyed.", { cause });
  }
  const key = createPrivateKey({ key: JSON.parse(privateKey.unwrap()), format: "jwk" });
  return { key, dsaEncoding: "ieee-p1363", padding: constants.RSA_PKCS1_PADDING };
}

/** The development key store: keys made here, handed to the caller to be sealed, and signing in this process. */
export function jwkProvider(): KeyProvider<JwkKeyConfig> {
  // Importing a private key costs ten times what a signature does.
  const imported = new LRUCache<string, SigningKey>({ max: 1000 });

  const nameOf = ({ tenantId, id }: Pick<KeyHandle, "tenantId" | "id">) => `${tenantId}/${id}`;
  const signingKey = (handle: KeyHandle): SigningKey => {
    const name = nameOf(handle);
    // Destroyed by another process, it must not live on in this one's memory.
    if (!handle.privateKey) imported.delete(name);
    const known = imported.get(name) ?? importKey(handle);
    imported.set(name, known);
    return known;
  };

  return {
    name: "jwk",
    keyTypes,
    config: JwkKeyConfig,
    settings: () => ({}),
    create,
    adopt: async () => null,
    async sign(handle, data) {
      const { algorithm } = handle;
      const key = signingKey(handle);
      // These two take less than handing them to another thread; the others would hold up the event loop.
      if (algorithm === "EdDSA") return sign(null, data, key.key);
      if (algorithm === "ES256") return sign(hashOf[algorithm], data, key);
      return signInPool(hashOf[algorithm], data, key);
    },
    condition: async ({ privateKey }) => ({ state: privateKey ? "enabled" : "pendingDeletion", deletionDate: null }),
    // A key whose making was cut short was never stored anywhere.
    findByTag: async () => [],
    async scheduleDeletion(key) {
      imported.delete(nameOf(key));
      return null;
    },
  };
}
