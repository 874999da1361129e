import type * as z from "zod";
import type { CreateAuthority, KeyChoice } from "@/lib/authority/schema";
import { isVaultOfAzure } from "@/lib/signing-key/azure-schema";
import type { DefaultBackend } from "@/lib/signing-key/schema";

const AWS_KMS_HOST = /^kms\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/;

/** Where this server can make keys without being told more. */
interface KeyStores {
  readonly defaultBackend: DefaultBackend;
  readonly hasAzureCredentials: boolean;
}

/**
 * Where a new authority's key shall be: as the client says in `key`, else in AWS KMS or in the Azure Key Vault that its
 * `keyVaultMetadata` names by host, the latter when the server has Azure credentials; else in the default key store, so
 * that Admin API clients that know only other vaults work unchanged; `kmsMetadata` tells where the key really is.
 */
export function keyChoiceOf(
  { key, keyVaultMetadata }: Pick<CreateAuthority, "key" | "keyVaultMetadata">,
  { defaultBackend, hasAzureCredentials }: KeyStores,
): z.input<typeof KeyChoice> {
  if (key) return key;
  const { hostname = "", origin = "" } = keyVaultMetadata?.resourceUrl ? new URL(keyVaultMetadata.resourceUrl) : {};
  const region = AWS_KMS_HOST.exec(hostname)?.[1];
  if (region) return { backend: "aws", config: { credentials: "default", region } };
  if (hasAzureCredentials && isVaultOfAzure(origin))
    return { backend: "azure", config: { credentials: "default", vaultUrl: origin } };
  return { backend: defaultBackend };
}
