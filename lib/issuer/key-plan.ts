import { readAwsConfig } from "@/lib/issuer/aws-object";
import { readAzureConfig } from "@/lib/issuer/azure-object";
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
}

const PLACE = ["key", "config"] as const;

/** Reads the `key` of an onboarding. Throws by the messages of section 2.1. */
export function planKey(key: WantedKey, providers: Readonly<Record<string, KeyProvider>>): KeyPlan {
  const type = wireBackend(key.backend, "key.backend");
  const keyType = keyTypeNamed(key.keyType, "key.keyType");
  if (!providers[wireBackends[type]]?.keyTypes.includes(keyType)) throw unsupportedKeyType(key.keyType, "key.keyType");
  return readKey(key);
}

/** The same, while it is open whether its backend can make such a key. */
export function readKey({ backend, keyType: named, name, config }: WantedKey): KeyPlan {
  const type = wireBackend(backend, "key.backend");
  const keyType = keyTypeNamed(named, "key.keyType");
  const { own, shown, extras } = readers[type](withoutNulls(config));
  const input = { backend: wireBackends[type], keyType, ...(name !== undefined && { name }), ...extras, config: own };
  return { type, input: OnboardSigningKey.parse(input), shown };
}

interface Read {
  readonly own: unknown;
  readonly shown: Record<string, unknown>;
  readonly extras?: Record<string, unknown>;
}

const missing = (path: readonly string[]): Problem => {
  const field = path.join(".");
  return new Problem("invalid_request", `${field}: This is needed.`, {
    fields: { [field]: "This is needed." },
    missing: [field],
  });
};

function required<Config>(config: Config | null, secret: string): Config {
  if (config === null) throw missing([...PLACE, "auth", secret]);
  return config;
}

function readAws(config: unknown): Read {
  const { config: own, alias, tags, shown } = readAwsConfig(config ?? {}, PLACE);
  return {
    own: required(own, "secretAccessKey"),
    shown: { config: shown },
    extras: { ...(alias !== undefined && { alias }), ...(Object.keys(tags).length > 0 && { tags }) },
  };
}

function readAzure(config: unknown): Read {
  if (config === undefined) throw missing(PLACE);
  const { config: own, name, tags, shown } = readAzureConfig(config, PLACE);
  return {
    own: required(own, "clientSecret"),
    shown,
    extras: { ...(name !== undefined && { name }), ...(tags && { tags }) },
  };
}

const readers: Readonly<Record<WireBackend, (config: unknown) => Read>> = {
  jwk: () => ({ own: {}, shown: {} }),
  tse(config) {
    if (config === undefined) throw missing(PLACE);
    const { config: own, shown } = readVaultConfig(config, PLACE);
    return { own: required(own, "accessKey"), shown };
  },
  aws: readAws,
  "aws-rest-api": readAws,
  "azure-rest-api": readAzure,
  azure(config) {
    const { shown, ...read } = readAzure(config);
    return { ...read, shown: { config: shown } };
  },
};
