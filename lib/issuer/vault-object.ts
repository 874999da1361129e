import * as z from "zod";
import { parseAt } from "@/lib/issuer/parse-at";
import { invalidField } from "@/lib/kernel/errors";
import { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

const text = z.string().max(2048);

const Auth = z
  .strictObject({ accessKey: text, roleId: text, secretId: text, username: text, password: text, userpassPath: text })
  .partial();

/** Vault's Transit engine (section 5.3); `accessKey` beside `auth` is the older form. */
export const VaultObjectConfig = z
  .strictObject({
    server: text,
    auth: Auth.optional(),
    accessKey: text.optional(),
    namespace: text.optional(),
    id: text.optional(),
  })
  .meta({ id: "VaultObjectConfig" });
export type VaultObjectConfig = z.infer<typeof VaultObjectConfig>;

interface VaultObject {
  /** Null when the secret is left out. */
  readonly config: VaultKeyConfig | null;
  readonly shown: Record<string, unknown>;
}

const ENGINE = "Give the address of the Transit engine, such as https://vault.example.org/v1/transit.";

/** `https://host/v1/transit` → server and mount. */
export function readEngine(server: string, field: string): { server: string; mount: string } {
  const url = URL.canParse(server) ? new URL(server) : null;
  const mount = url && /^\/v1\/(.+?)\/?$/.exec(url.pathname)?.[1];
  if (!url || !mount || url.search || url.hash) throw invalidField(field, ENGINE);
  return { server: url.href.slice(0, url.href.length - url.pathname.length), mount };
}

export function readVaultConfig(value: unknown, place: readonly PropertyKey[]): VaultObject {
  const given = parseAt(VaultObjectConfig, value, place);
  const auth = given.auth ?? { accessKey: given.accessKey };
  const { namespace } = given;
  const engine = { ...readEngine(given.server, [...place, "server"].join(".")), ...(namespace && { namespace }) };
  const shownAuth = {
    ...(auth.roleId !== undefined && { roleId: auth.roleId }),
    ...(auth.username !== undefined && { username: auth.username }),
    ...(auth.userpassPath !== undefined && { userpassPath: auth.userpassPath }),
  };
  return {
    config: parseAt(VaultKeyConfig.nullable(), signInOf(auth, engine), [...place, "auth"]),
    shown: { server: given.server, auth: shownAuth, ...(namespace && { namespace }) },
  };
}

function signInOf(
  { accessKey, roleId, secretId, username, password, userpassPath }: z.infer<typeof Auth>,
  engine: object,
) {
  if (accessKey !== undefined) return { credentials: "token", ...engine, token: accessKey };
  if (roleId !== undefined && secretId !== undefined) return { credentials: "appRole", ...engine, roleId, secretId };
  if (username !== undefined && password !== undefined) {
    return { credentials: "userpass", ...engine, username, password, ...(userpassPath && { userpassPath }) };
  }
  return null;
}
