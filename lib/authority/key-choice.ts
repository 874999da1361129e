import type * as z from "zod";
import type { CreateAuthority, KeyChoice } from "@/lib/authority/schema";
import type { DefaultBackend } from "@/lib/signing-key/schema";

const AWS_KMS_HOST = /^kms\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/;

/**
 * Where a new authority's key shall be: as the client says in `key`, else in AWS KMS where its `keyVaultMetadata` names
 * that by host, else in the default key store. The last lets Admin API clients that know only other vaults work
 * unchanged; `kmsMetadata` tells them where the key really is.
 */
export function keyChoiceOf(
  { key, keyVaultMetadata }: Pick<CreateAuthority, "key" | "keyVaultMetadata">,
  defaultBackend: DefaultBackend,
): z.input<typeof KeyChoice> {
  if (key) return key;
  const host = keyVaultMetadata?.resourceUrl && new URL(keyVaultMetadata.resourceUrl).hostname;
  const region = host && AWS_KMS_HOST.exec(host)?.[1];
  return region ? { backend: "aws", config: { credentials: "default", region } } : { backend: defaultBackend };
}
