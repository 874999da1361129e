import * as z from "zod";
import { AwsObjectConfig, readAwsConfig } from "@/lib/issuer/aws-object";
import { AzureObjectConfig, readAzureConfig } from "@/lib/issuer/azure-object";
import { readJwk } from "@/lib/issuer/jwk-object";
import { type PlaceOf, parseAt } from "@/lib/issuer/parse-at";
import { readEngine, readVaultConfig, VaultObjectConfig } from "@/lib/issuer/vault-object";
import { wireBackend, wireBackends } from "@/lib/issuer/words";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { withoutNulls } from "@/lib/kernel/optional";
import type { Secret } from "@/lib/kernel/secret";
import type { KnownPublicKey } from "@/lib/keys/public-jwk";
import type { AzureKeyConfig } from "@/lib/signing-key/azure-schema";
import type { AwsKeyConfig, Backend } from "@/lib/signing-key/schema";
import type { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

/** A key as its caller names it: by its backend's name, by its public half, or with all it takes to use it. */
export interface NamedKey {
  readonly backend: Backend;
  /** The backend's own name: a KMS key id or ARN, a name in Vault, an address in Azure; of a JWK its thumbprint. */
  readonly id: string | null;
  /** How to sign in to the backend; null when it is not said, or its secret is left out. */
  readonly config: AwsKeyConfig | VaultKeyConfig | AzureKeyConfig | null;
  /** Of a JWK only. */
  readonly key: KnownPublicKey | null;
  readonly privateJwk: Secret | null;
  /** Where the body has what its backend says of the config. */
  readonly placeOf: PlaceOf;
}

/**
 * The wire form of `issuerKey` (section 5): what onboarding answers, the same with its secrets, or a bare type and id.
 * Members beyond `type` differ by backend, and {@link readKeyObject} judges them.
 */
const KeyObject = z
  .record(z.string().max(100), z.unknown())
  .meta({ id: "KeyObject", examples: [{ type: "aws", id: "324ebf67-6bcc-4439-8b81-260bf0a82532" }] });

const id = z.string().min(1).max(500);
/** What we told ourselves: taken back, and not heeded. */
const told = { _publicKey: z.unknown().optional(), _keyType: z.unknown().optional() };
const common = { type: z.string(), id: id.optional(), ...told };

const shapes = {
  jwk: z.strictObject({ ...common, jwk: z.union([z.record(z.string(), z.unknown()), z.string()]).optional() }),
  vault: z.strictObject({ ...common, ...VaultObjectConfig.partial().shape, id: id.optional() }),
  aws: z.strictObject({ ...common, config: AwsObjectConfig.optional() }),
  azure: z.strictObject({
    ...common,
    auth: AzureObjectConfig.shape.auth.optional(),
    config: AzureObjectConfig.optional(),
  }),
} as const satisfies Record<Backend, z.ZodType>;

/** Judges a key object at its place in a body. Throws where it names no key, or a backend that is not supported. */
export function readKeyObject(value: unknown, field = "issuerKey"): NamedKey {
  const object = parseAt(KeyObject, withoutNulls(value), [field]);
  if (Object.keys(object).length === 0) throw invalidField(field, "Issuer key in the request body cannot be empty");
  if (typeof object.type !== "string" || object.type === "") throw typeMissing(field);
  const named = readers[wireBackends[wireBackend(object.type, `${field}.type`)]](object, field);
  if (named.id === null && named.key === null) {
    throw invalidField(
      `${field}.id`,
      "Say which key: send the key object as onboarding answered it, or its type and id.",
    );
  }
  return named;
}

const typeMissing = (field: string) =>
  new Problem("invalid_request", "The key type is missing from the serialized key. Please include the key type.", {
    fields: { [`${field}.type`]: "Such as jwk, aws or tse." },
  });

const none = { config: null, key: null, privateJwk: null };
const within =
  (field: string): PlaceOf =>
  (member) => [field, member];

const readers: Readonly<Record<Backend, (object: Record<string, unknown>, field: string) => NamedKey>> = {
  jwk(object, field) {
    const given = parseAt(shapes.jwk, object, [field]);
    if (given.jwk === undefined) return { ...none, backend: "jwk", id: given.id ?? null, placeOf: within(field) };
    const { key, privateJwk, kid } = readJwk(given.jwk, `${field}.jwk`);
    return { ...none, backend: "jwk", id: given.id ?? kid, key, privateJwk, placeOf: within(field) };
  },
  vault(object, field) {
    const { type: _, _publicKey, _keyType, id: name, server, ...rest } = parseAt(shapes.vault, object, [field]);
    if (server === undefined) return { ...none, backend: "vault", id: name ?? null, placeOf: within(field) };
    const { config, placeOf } = readVaultConfig({ server, ...rest }, [field]);
    const engine = readEngine(server, `${field}.server`);
    const id = name ? `${engine.server}/v1/${engine.mount}/keys/${name}` : null;
    return { ...none, backend: "vault", id, config, placeOf };
  },
  aws(object, field) {
    const given = parseAt(shapes.aws, object, [field]);
    const read = given.config && readAwsConfig(given.config, [field, "config"]);
    const { config = null, placeOf = within(field) } = read ?? {};
    return { ...none, backend: "aws", id: given.id ?? null, config, placeOf };
  },
  azure(object, field) {
    const given = parseAt(shapes.azure, object, [field]);
    const config = given.config ?? (given.auth && { auth: given.auth });
    const place = given.config ? [field, "config"] : [field];
    const read = config && readAzureConfig(config, place);
    return {
      ...none,
      backend: "azure",
      id: given.id ?? null,
      config: read?.config ?? null,
      placeOf: read?.placeOf ?? within(field),
    };
  },
};
