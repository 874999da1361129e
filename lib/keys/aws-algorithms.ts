import { createHash } from "node:crypto";
import type { KeySpec, SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { hashOf } from "@/lib/keys/algorithms";
import type { Algorithm, algorithmOf, KeyType } from "@/lib/signing-key/schema";

/** How AWS KMS names each kind of key that it can hold. */
export const keySpecs = {
  "P-256": "ECC_NIST_P256",
  "P-384": "ECC_NIST_P384",
  "P-521": "ECC_NIST_P521",
  secp256k1: "ECC_SECG_P256K1",
  Ed25519: "ECC_NIST_EDWARDS25519",
  "RSA-2048": "RSA_2048",
  "RSA-3072": "RSA_3072",
  "RSA-4096": "RSA_4096",
} as const satisfies Partial<Record<KeyType, KeySpec>>;

type AwsKeyType = keyof typeof keySpecs;
export const awsKeyTypes = Object.keys(keySpecs) as AwsKeyType[];
export const isAwsKeyType = (keyType: KeyType): keyType is AwsKeyType => Object.hasOwn(keySpecs, keyType);

const signingAlgorithms = {
  ES256: "ECDSA_SHA_256",
  ES256K: "ECDSA_SHA_256",
  ES384: "ECDSA_SHA_384",
  ES512: "ECDSA_SHA_512",
  EdDSA: "ED25519_SHA_512",
  RS256: "RSASSA_PKCS1_V1_5_SHA_256",
  RS384: "RSASSA_PKCS1_V1_5_SHA_384",
  RS512: "RSASSA_PKCS1_V1_5_SHA_512",
} as const satisfies Record<(typeof algorithmOf)[AwsKeyType], SigningAlgorithmSpec>;

/** What KMS takes of a message that we cannot hash ourselves, in bytes. */
export const LONGEST_MESSAGE = 4096;

/** What is asked of `Sign`: a digest where there can be one, since raw messages have a limit. */
export function signRequest(algorithm: Algorithm, data: Uint8Array) {
  const SigningAlgorithm: SigningAlgorithmSpec = signingAlgorithms[algorithm];
  // Ed25519 hashes for itself, so it alone gets the data whole.
  if (algorithm === "EdDSA") return { Message: data, MessageType: "RAW", SigningAlgorithm } as const;
  const Message = createHash(hashOf[algorithm]).update(data).digest();
  return { Message, MessageType: "DIGEST", SigningAlgorithm } as const;
}
