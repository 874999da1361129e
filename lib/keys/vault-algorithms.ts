import { createHash } from "node:crypto";
import { hashOf } from "@/lib/keys/algorithms";
import type { Algorithm, KeyType } from "@/lib/signing-key/schema";

/** How Vault's Transit engine names each kind of key that it can hold and that signs. */
export const transitTypes = {
  "P-256": "ecdsa-p256",
  "P-384": "ecdsa-p384",
  "P-521": "ecdsa-p521",
  Ed25519: "ed25519",
  "RSA-2048": "rsa-2048",
  "RSA-3072": "rsa-3072",
  "RSA-4096": "rsa-4096",
} as const satisfies Partial<Record<KeyType, string>>;

type VaultKeyType = keyof typeof transitTypes;
export const vaultKeyTypes = Object.keys(transitTypes) as VaultKeyType[];
export const isVaultKeyType = (keyType: KeyType): keyType is VaultKeyType => Object.hasOwn(transitTypes, keyType);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const transitHash = { sha256: "sha2-256", sha384: "sha2-384", sha512: "sha2-512" } as const;

/** What is asked of `sign`: always of the key's first version, since that is the one we published. */
export function signRequest(algorithm: Algorithm, data: Uint8Array): Record<string, unknown> {
  // Ed25519 hashes for itself, so it alone gets the data whole.
  if (algorithm === "EdDSA") return { input: base64(data), key_version: 1, marshaling_algorithm: "jws" };
  const hash = hashOf[algorithm];
  return {
    input: base64(createHash(hash).update(data).digest()),
    prehashed: true,
    hash_algorithm: transitHash[hash],
    key_version: 1,
    marshaling_algorithm: "jws",
    ...(algorithm.startsWith("RS") ? { signature_algorithm: "pkcs1v15" } : {}),
  };
}
