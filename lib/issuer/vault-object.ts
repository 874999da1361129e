import * as z from "zod";
import { type PlaceOf, parseAt, parseConfig } from "@/lib/issuer/parse-at";
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
  /** What there must be besides, where that is null. */
  readonly needs: string;
  readonly placeOf: PlaceOf;
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
  const at = given.auth === undefined && given.accessKey !== undefined ? place : [...place, "auth"];
  const placeOf: PlaceOf = (member) => {
    if (member === "mount") return [...place, "server"];
    if (member === "server" || member === "namespace") return [...place, member];
    return [...at, member === "token" ? "accessKey" : member];
  };
  return {
    config: parseConfig(VaultKeyConfig.nullable(), signInOf(auth, engine), placeOf),
    needs: otherHalf(auth),
    placeOf,
    shown: { server: given.server, auth: shownAuth, ...(namespace && { namespace }) },
  };
}

/** What is missing to a way to sign in that was begun. */
function otherHalf({ roleId, secretId, username, password }: z.infer<typeof Auth>): string {
  if (roleId !== undefined) return "secretId";
  if (secretId !== undefined) return "roleId";
  if (username !== undefined) return "password";
  return password === undefined ? "token" : "username";
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
