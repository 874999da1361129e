import * as z from "zod";
import { originOf } from "@/lib/signing-key/origin-schema";

const vaultUrl = originOf("Give the vault's address as https://<vault>.vault.azure.net, without path.").meta({
  title: "Address of the vault",
  description: "Such as https://contoso.vault.azure.net.",
});

/** Whether an origin is a vault in one of Microsoft's own clouds: the server's credentials are shown to no other host. */
export const isVaultOfAzure = (origin: string): boolean =>
  /^https:\/\/[a-z0-9-]+\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)$/.test(origin);

/** How we sign in to Azure Key Vault. The client secret is write-only (security S1). */
export const AzureKeyConfig = z
  .discriminatedUnion("credentials", [
    z
      .strictObject({
        credentials: z.literal("clientSecret"),
        vaultUrl,
        tenantId: z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, "Give the directory's id, or a domain of it.")
          .meta({ title: "Directory (tenant) id" }),
        clientId: z
          .string()
          .regex(/^[A-Za-z0-9-]{1,64}$/, "Give the application's id as the app registration shows it.")
          .meta({ title: "Application (client) id" }),
        clientSecret: z
          .string()
          .min(1, "Give the client secret: its value, not its id.")
          .max(512)
          .meta({ title: "Client secret", description: "Its value, not its id.", writeOnly: true }),
      })
      .meta({ title: "Client secret" }),
    z.strictObject({ credentials: z.literal("default"), vaultUrl }).meta({ title: "Server's own credentials" }),
  ])
  .meta({ id: "AzureKeyConfig" });
export type AzureKeyConfig = z.infer<typeof AzureKeyConfig>;
