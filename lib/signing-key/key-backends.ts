import type { Platform } from "@/lib/context";
import type { Backend, KeyType } from "@/lib/signing-key/schema";

/** What the screens offer: the server's default backend, and the kinds of key that each backend makes. */
export const keyBackends = ({ defaultBackend, hasAzureCredentials, keyProviders }: Platform) => ({
  defaultBackend,
  hasAzureCredentials,
  keyTypes: {
    aws: keyProviders.aws.keyTypes,
    vault: keyProviders.vault.keyTypes,
    azure: keyProviders.azure.keyTypes,
    jwk: keyProviders.jwk.keyTypes,
  } satisfies Record<Backend, readonly KeyType[]>,
});
