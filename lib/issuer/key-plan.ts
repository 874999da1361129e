import { readAwsConfig } from "@/lib/issuer/aws-object";
import { readAzureConfig } from "@/lib/issuer/azure-object";
import type { PlaceOf } from "@/lib/issuer/parse-at";
import type { WantedKey } from "@/lib/issuer/schema";
import { readVaultConfig } from "@/lib/issuer/vault-object";
import { keyTypeNamed, unsupportedKeyType, type WireBackend, wireBackend, wireBackends } from "@/lib/issuer/words";
import { Problem } from "@/lib/kernel/errors";
import { withoutNulls } from "@/lib/kernel/optional";
import type { KeyProvider } from "@/lib/keys/provider";
import { OnboardSigningKey } from "@/lib/signing-key/schema";

/** What is to be made, and what its answer says again. */
export interface KeyPlan {
  readonly type: WireBackend;
  readonly input: OnboardSigningKey;
  /** The caller's own members, without secrets, at their places. */
  readonly shown: Record<string, unknown>;
  /** Where the body has all of it, and where each member of the backend's own config. */
  readonly field: string;
  readonly placeOf: PlaceOf;
}

/** Reads the `key` of an onboarding, or what stands for it in `field`. Throws by the messages of section 2.1. */
export function planKey(key: WantedKey, providers: Readonly<Record<string, KeyProvider>>, field = "key"): KeyPlan {
  const type = wireBackend(key.backend, `${field}.backend`);
  const keyType = keyTypeNamed(key.keyType, `${field}.keyType`);
  if (!providers[wireBackends[type]]?.keyTypes.includes(keyType))
    throw unsupportedKeyType(key.keyType, `${field}.keyType`);
  return readKey(key, field);
}

/** The same, while it is open whether its backend can make such a key. */
export function readKey({ backend, keyType: named, name, config }: WantedKey, field = "key"): KeyPlan {
  const type = wireBackend(backend, `${field}.backend`);
  const keyType = keyTypeNamed(named, `${field}.keyType`);
  const { own, shown, extras, placeOf } = readers[type](withoutNulls(config), [field, "config"]);
  const input = { backend: wireBackends[type], keyType, ...(name !== undefined && { name }), ...extras, config: own };
  return { type, input: OnboardSigningKey.parse(input), shown, field, placeOf };
}

interface Read {
  readonly own: unknown;
  readonly shown: Record<string, unknown>;
  readonly extras?: Record<string, unknown>;
  readonly placeOf: PlaceOf;
}

const missing = (path: readonly PropertyKey[]): Problem => {
  const field = path.join(".");
  return new Problem("invalid_request", `${field}: This is needed.`, {
    fields: { [field]: "This is needed." },
    missing: [field],
  });
};

interface HalfRead<Config> {
  readonly config: Config | null;
  readonly needs: string;
  readonly placeOf: PlaceOf;
}

function whole<Config>({ config, needs, placeOf }: HalfRead<Config>) {
  if (config === null) throw missing(placeOf(needs));
  return { own: config, placeOf };
}

function readAws(config: unknown, place: readonly string[]): Read {
  const read = readAwsConfig(config ?? {}, place);
  const { alias, tags, shown } = read;
  return {
    ...whole(read),
    shown: { config: shown },
    extras: { ...(alias !== undefined && { alias }), ...(Object.keys(tags).length > 0 && { tags }) },
  };
}

function readAzure(config: unknown, place: readonly string[]): Read {
  if (config === undefined) throw missing(place);
  const read = readAzureConfig(config, place);
  const { name, tags, shown } = read;
  return {
    ...whole(read),
    shown,
    extras: { ...(name !== undefined && { name }), ...(tags && { tags }) },
  };
}

const readers: Readonly<Record<WireBackend, (config: unknown, place: readonly string[]) => Read>> = {
  jwk: (_, place) => ({ own: {}, shown: {}, placeOf: (member) => [...place, member] }),
  tse(config, place) {
    if (config === undefined) throw missing(place);
    const read = readVaultConfig(config, place);
    return { ...whole(read), shown: read.shown };
  },
  aws: readAws,
  "aws-rest-api": readAws,
  "azure-rest-api": readAzure,
  azure(config, place) {
    const { shown, ...read } = readAzure(config, place);
    return { ...read, shown: { config: shown } };
  },
};
