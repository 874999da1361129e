import { createPublicKey, type KeyObject } from "node:crypto";
import type { CreateKeyOptions, JsonWebKey } from "@azure/keyvault-keys";
import type { KeyType } from "@/lib/signing-key/schema";

type Spec = readonly ["EC" | "RSA", Pick<CreateKeyOptions, "curve" | "keySize">];

/** How Azure Key Vault names each kind of key that it can hold. */
export const azureSpecs = {
  "P-256": ["EC", { curve: "P-256" }],
  "P-384": ["EC", { curve: "P-384" }],
  "P-521": ["EC", { curve: "P-521" }],
  secp256k1: ["EC", { curve: "P-256K" }],
  "RSA-2048": ["RSA", { keySize: 2048 }],
  "RSA-3072": ["RSA", { keySize: 3072 }],
  "RSA-4096": ["RSA", { keySize: 4096 }],
} as const satisfies Partial<Record<KeyType, Spec>>;

type AzureKeyType = keyof typeof azureSpecs;
export const azureKeyTypes = Object.keys(azureSpecs) as AzureKeyType[];
export const isAzureKeyType = (keyType: KeyType): keyType is AzureKeyType => Object.hasOwn(azureSpecs, keyType);

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString("base64url");

/** The public key that Azure tells; throws when it is none. */
export function publicKeyOf({ kty = "", crv, x, y, n, e }: JsonWebKey): KeyObject {
  // Azure's own name for the curve that RFC 8812 calls secp256k1.
  const curve = crv === "P-256K" ? "secp256k1" : crv;
  const key = kty.startsWith("RSA")
    ? { kty: "RSA", n: text(n), e: text(e) }
    : { kty: "EC", crv: curve, x: text(x), y: text(y) };
  return createPublicKey({ key, format: "jwk" });
}
