import { expect } from "vitest";
import { mintApiToken } from "@/lib/auth/api-token";
import type { Role } from "@/lib/kernel/policy";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import type { TestPlatform } from "@/lib/testing/ctx";
import { leadToApi } from "@/server/aliases.mjs";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Route modules by the address that Next gives them. */
const modules = import.meta.glob<Record<string, unknown>>([
  "/app/**/route.ts",
  "/app/.well-known/**/route.ts",
  "/app/**/.well-known/**/route.ts",
]);

const places = Object.entries(modules).map(([file, load]) => {
  const address = file.slice("/app".length, -"/route.ts".length);
  const pattern = address.replaceAll(".", "\\.").replace(/\[(\w+)\]/g, "(?<$1>[^/]+)");
  return { address, load, pattern: new RegExp(`^${pattern}$`) };
});

/** Addresses without parameters win, as in Next. */
places.sort((left, right) => left.address.split("[").length - right.address.split("[").length);

/** The route module of an operation's path, which has `{name}` for parameters; behind a page's address the API's own. */
export function routeModule(path: string): Promise<Record<string, unknown>> | undefined {
  const bound = { method: "POST", url: path, headers: {} };
  leadToApi(bound);
  const address = bound.url.replace(/\{(\w+)\}/g, "[$1]");
  return places.find((place) => place.address === address)?.load();
}

interface Asked {
  readonly token?: string;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
  readonly text: string;
}

/** Calls a route's handler as the server would, with nothing but a plain Request. */
export async function call(method: string, path: string, { token, body, headers }: Asked = {}): Promise<Answer> {
  const url = new URL(path, "https://portal.example.org");
  const place = places.find(({ pattern }) => pattern.test(url.pathname));
  const handler = (await place?.load())?.[method] as Handler | undefined;
  if (!place || !handler) throw new Error(`No route file answers ${method} ${url.pathname}.`);
  const request = new Request(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const groups = Object.entries(place.pattern.exec(url.pathname)?.groups ?? {});
  const params = Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]));
  const answer = await handler(request, { params: Promise.resolve(params) });
  const text = await answer.text();
  const plain = answer.headers.get("content-type")?.startsWith("text/plain") ?? false;
  const told = text === "" ? undefined : plain ? text : parsed(text);
  return { status: answer.status, headers: answer.headers, body: told, text };
}

/** One answer of the reference says that it is JSON and is not: the bare word of an opt-out. */
const parsed = (text: string): unknown => (text === "OK" ? text : JSON.parse(text));

/** A bearer token of a person with this role, or of an application with these permissions. */
export async function tokenFor(
  platform: TestPlatform,
  who: { readonly role: Role } | { readonly permissions: readonly string[] },
  tenantName = "default",
): Promise<string> {
  const { id: tid, epoch } = await ensureTenant(platform, tenantName);
  const rights = "role" in who ? { role: who.role } : { permissions: [...who.permissions] };
  return mintApiToken(platform, { sub: "tester", tid, epoch, ...rights }, 3600);
}

export const ADMIN_BASE = "/v1.0/verifiableCredentials";
export const GUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Calls to the Admin API by their path below its base. */
export const adminClient = (token: string) => ({
  get: (path: string) => call("GET", `${ADMIN_BASE}${path}`, { token }),
  post: (path: string, body?: unknown) =>
    call("POST", `${ADMIN_BASE}${path}`, { token, ...(body !== undefined && { body }) }),
  patch: (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call("PATCH", `${ADMIN_BASE}${path}`, { token, body, headers }),
});
export type AdminClient = ReturnType<typeof adminClient>;

/** Status, inner code and target of a refusal. */
export const refusedAt = ({ status, body }: Answer) => [
  status,
  body.error.innererror.code,
  body.error.innererror.target,
];

/** What an existing client sends to make an authority. */
export const authorityBody = (host: string) => ({
  name: "ExampleName",
  linkedDomainUrl: `https://${host}/`,
  didMethod: "web",
  keyVaultMetadata: {
    subscriptionId: "b593ade1-e353-43ab-9fb8-cddf669478d0",
    resourceGroup: "verifiablecredentials",
    resourceName: "vccontosokv",
    resourceUrl: "https://vccontosokv.vault.azure.net/",
  },
});
