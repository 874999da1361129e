import { invalidField, Problem } from "@/lib/kernel/errors";
import type { Backend, KeyType } from "@/lib/signing-key/schema";

/** What the Issuer API calls a key backend (section 5.1), and whose it is here. */
export const wireBackends = {
  jwk: "jwk",
  tse: "vault",
  aws: "aws",
  "aws-rest-api": "aws",
  azure: "azure",
  "azure-rest-api": "azure",
} as const satisfies Record<string, Backend>;
export type WireBackend = keyof typeof wireBackends;

const supported = "Supported are jwk, tse, aws, aws-rest-api, azure and azure-rest-api.";

/** True of a backend's name, in any letters' case. */
export const isBackendName = (text: string): boolean => Object.hasOwn(wireBackends, text.trim().toLowerCase());

/** In any letters' case; `local` is what `jwk` was once called. Throws for what is not supported. */
export function wireBackend(text: string, field: string): WireBackend {
  const name = text.trim().toLowerCase();
  if (name === "") throw invalidField(field, "Key backend in the request body cannot be empty");
  if (name === "local") return "jwk";
  if (Object.hasOwn(wireBackends, name)) return name as WireBackend;
  const told = /^[\w.-]{1,40}$/.test(name) ? `The key backend '${text.trim()}'` : "The key backend";
  const message = `${told} is not supported. Ensure you are using a compatible backend.`;
  // Clients match the message as it is, but those of Oracle's backends are told what else there is.
  const whole = name.startsWith("oci") ? `${message} ${supported}` : message;
  throw new Problem("invalid_request", whole, { fields: { [field]: supported } });
}

/** The names that answers have (section 4). */
export const wireKeyTypes = {
  Ed25519: "Ed25519",
  "P-256": "secp256r1",
  secp256k1: "secp256k1",
  "P-384": "secp384r1",
  "P-521": "secp521r1",
  "RSA-2048": "RSA",
  "RSA-3072": "RSA3072",
  "RSA-4096": "RSA4096",
} as const satisfies Record<KeyType, string>;

const aliases: Readonly<Record<KeyType, readonly string[]>> = {
  Ed25519: ["eddsa"],
  "P-256": ["p256", "es256", "prime256v1"],
  secp256k1: ["es256k", "p256k1"],
  "P-384": ["p384", "es384"],
  "P-521": ["p521", "es512"],
  "RSA-2048": ["rsa2048", "rs256"],
  "RSA-3072": ["rs384"],
  "RSA-4096": ["rs512"],
};

/** Letters and digits in lower case: `P-256`, `p256` and `P_256` are one. */
const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, "");

const keyTypeOfName = new Map(
  (Object.keys(wireKeyTypes) as KeyType[]).flatMap((keyType) =>
    [keyType, wireKeyTypes[keyType], ...aliases[keyType]].map((name) => [plain(name), keyType] as const),
  ),
);

/** True of a name that is a kind of key here, whatever it is called elsewhere. */
export const isKeyTypeName = (text: string): boolean => keyTypeOfName.has(plain(text));

export const unsupportedKeyType = (text: string, field: string): Problem => {
  const told = /^[\w .-]{1,40}$/.test(text) ? `The key type '${text}'` : "The key type";
  return invalidField(field, `${told} is not supported. Please provide a valid key type.`);
};

/** By any of its names. Throws for what is none. */
export function keyTypeNamed(text: string, field: string): KeyType {
  const keyType = keyTypeOfName.get(plain(text));
  if (!keyType) throw unsupportedKeyType(text, field);
  return keyType;
}
