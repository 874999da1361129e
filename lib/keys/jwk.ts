import { constants, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { LRUCache } from "lru-cache";
import { Secret } from "@/lib/kernel/secret";
import type { KeyHandle, KeyProvider } from "@/lib/keys/provider";
import { JwkKeyConfig, PublicJwk } from "@/lib/signing-key/schema";

const privateKeys = new LRUCache<string, KeyObject>({ max: 1000 });

function privateKey(key: KeyHandle): KeyObject {
  const known = privateKeys.get(key.id);
  if (known) return known;
  if (!key.privateKey) throw new Error(`Key ${key.id} has no private part.`);
  const made = createPrivateKey({ key: JSON.parse(key.privateKey.unwrap()), format: "jwk" });
  privateKeys.set(key.id, made);
  return made;
}

/** The development key store: keys made here, sealed at rest by the caller. */
export const jwkProvider: KeyProvider<JwkKeyConfig> = {
  name: "jwk",
  keyTypes: ["P-256"],
  config: JwkKeyConfig,
  settings: () => ({}),
  create: async () => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return {
      reference: null,
      publicJwk: PublicJwk.parse(pair.publicKey.export({ format: "jwk" })),
      privateKey: new Secret(JSON.stringify(pair.privateKey.export({ format: "jwk" }))),
    };
  },
  sign: async (key, data) => {
    const options = { key: privateKey(key), dsaEncoding: "ieee-p1363", padding: constants.RSA_PKCS1_PADDING } as const;
    return new Uint8Array(sign("sha256", data, options));
  },
  state: async () => "enabled",
};
