import * as z from "zod";
import { type PlaceOf, parseAt, parseConfig } from "@/lib/issuer/parse-at";
import { AzureKeyConfig } from "@/lib/signing-key/azure-schema";
import { KeyTags } from "@/lib/signing-key/schema";

const text = z.string().max(512);

const Auth = z.strictObject({
  clientId: text.optional(),
  clientSecret: text.optional(),
  tenantId: text.optional(),
  keyVaultUrl: text,
});

/** Azure Key Vault, by an application's secret or by the server's own identity (section 5.7). */
export const AzureObjectConfig = z
  .strictObject({
    auth: Auth,
    name: z.string().max(80).optional(),
    keyName: z.string().max(80).optional(),
    tags: KeyTags.optional(),
  })
  .meta({ id: "AzureObjectConfig" });

/** What this API calls otherwise; that there are no credentials is mended by a secret. */
const wireNames: Readonly<Record<string, string>> = { vaultUrl: "keyVaultUrl", credentials: "clientSecret" };

interface AzureObject {
  /** Null when the secret is left out. */
  readonly config: AzureKeyConfig | null;
  /** What there must be besides, where that is null. */
  readonly needs: string;
  readonly placeOf: PlaceOf;
  readonly name: string | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly shown: { readonly auth: Record<string, unknown> };
}

export function readAzureConfig(value: unknown, place: readonly PropertyKey[]): AzureObject {
  const { auth, name, keyName, tags } = parseAt(AzureObjectConfig, value, place);
  const { clientSecret, ...shown } = auth;
  const { clientId, tenantId, keyVaultUrl: vaultUrl } = auth;
  const bySecret = { credentials: "clientSecret", vaultUrl, tenantId, clientId, clientSecret };
  const config = clientSecret ? bySecret : clientId === undefined ? { credentials: "default", vaultUrl } : null;
  const placeOf: PlaceOf = (member) => [...place, "auth", wireNames[member] ?? member];
  return {
    config: parseConfig(AzureKeyConfig.nullable(), config, placeOf),
    needs: "clientSecret",
    placeOf,
    name: name ?? keyName,
    tags,
    shown: { auth: shown },
  };
}
