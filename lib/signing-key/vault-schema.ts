import * as z from "zod";
import { originOf } from "@/lib/signing-key/origin-schema";

const server = originOf("Give Vault's address as https://host, without path: the mount has a field of its own.").meta({
  title: "Address of Vault",
  description: "Such as https://vault.example.org.",
});

/** Path segments as Vault takes them: none of them empty, none that climbs. */
const segments = (most: number, error: string) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*\/?$/, error)
    .transform((text) => text.replace(/\/$/, ""));

const mount = segments(100, "Give the path of the Transit engine, such as transit.")
  .default("transit")
  .meta({ title: "Mount path", description: "Where the Transit engine is mounted. Left empty: transit." });

const namespace = segments(200, "Give the namespace as Vault shows it, such as admin/teams.")
  .optional()
  .meta({ title: "Namespace", description: "Only for Vault Enterprise and HCP Vault." });

const authPath = (title: string, fallback: string) =>
  segments(100, `Give the path of the sign-in method, such as ${fallback}.`)
    .default(fallback)
    .meta({ title, description: `Left empty: ${fallback}.` });

/** Goes into a header: visible ASCII only. */
const secret = (title: string) =>
  z
    .string()
    .min(1, `Give the ${title.toLowerCase()}.`)
    .max(2048)
    .regex(/^[!-~]+$/, `Give the ${title.toLowerCase()} without blanks or line ends.`)
    .meta({ title, writeOnly: true });

const place = { server, mount, namespace };

/** How we sign in to HashiCorp Vault. Tokens, secret ids and passwords are write-only (security S1). */
export const VaultKeyConfig = z
  .discriminatedUnion("credentials", [
    z.strictObject({ credentials: z.literal("token"), ...place, token: secret("Token") }).meta({ title: "Token" }),
    z
      .strictObject({
        credentials: z.literal("appRole"),
        ...place,
        roleId: z
          .string()
          .regex(/^[\w.-]{1,200}$/, "Give the role id as Vault shows it.")
          .meta({ title: "Role id" }),
        secretId: secret("Secret id"),
        appRolePath: authPath("Path of AppRole", "approle"),
      })
      .meta({ title: "AppRole" }),
    z
      .strictObject({
        credentials: z.literal("userpass"),
        ...place,
        username: z
          .string()
          .regex(/^[\w.@-]{1,128}$/, "Give the user name as Vault knows it.")
          .meta({ title: "User name" }),
        password: z.string().min(1, "Give the password.").max(2048).meta({ title: "Password", writeOnly: true }),
        userpassPath: authPath("Path of userpass", "userpass"),
      })
      .meta({ title: "User name and password" }),
  ])
  .meta({ id: "VaultKeyConfig" });
export type VaultKeyConfig = z.infer<typeof VaultKeyConfig>;
