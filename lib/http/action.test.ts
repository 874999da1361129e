import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createApiClient } from "@/lib/api-client/create-api-client";
import { listApiClients } from "@/lib/api-client/list-api-clients";
import { route } from "@/lib/apis/portal/dialect";
import type { ActionResult } from "@/lib/client/action-result";
import { action, jsonAction } from "@/lib/http/action";
import { operation } from "@/lib/http/operation";
import { createCredentialOffer } from "@/lib/issuer/create-credential-offer";
import type { Role } from "@/lib/kernel/policy";
import { endSession, openSession } from "@/lib/member/portal-session";
import { ensureTenant } from "@/lib/tenant/ensure-tenant";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";

/** What the browser sends: Next hands it to actions by these two functions. */
const browser = vi.hoisted(() => ({ headers: new Headers(), cookies: new Map<string, string>() }));
vi.mock("next/headers", () => ({
  headers: async () => browser.headers,
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
  }),
}));

const COOKIE = "__Host-portal-session";
const ownPages = { origin: "https://portal.example.org", "sec-fetch-site": "same-origin" };
const input = { name: "HR system", permissions: ["VerifiableCredential.Contract.Read"], validityDays: 30 };
const create = action(createApiClient);
let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
  Object.assign(globalThis, { portalPlatform: platform });
});

beforeEach(() => {
  browser.headers = new Headers(ownPages);
  browser.cookies.clear();
});

async function signIn(role: Role): Promise<string> {
  const { id: tenantId } = await ensureTenant(platform, "default");
  const id = platform.random.uuid();
  const email = `${id}@example.org`;
  const member = { tenantId, id, email, role, name: null };
  await platform.prisma.user.create({ data: { ...member, emailKey: email, createdAt: platform.now() } });
  const token = await openSession(platform, member);
  browser.cookies.set(COOKIE, token);
  return token;
}

const codeOf = (answer: ActionResult<unknown>): string => (answer.ok ? "done" : answer.problem.code);

test("a server action authenticates, then looks at the origin, then authorises, then validates (A4, A5)", async () => {
  const nonsense = { everything: "wrong" } as never;
  browser.headers = new Headers();
  expect(codeOf(await create(nonsense))).toBe("unauthorized");

  await signIn("reader");
  expect(codeOf(await create(nonsense))).toBe("forbidden");
  browser.headers = new Headers(ownPages);
  const unpermitted = await create(nonsense);
  expect(unpermitted).toMatchObject({ ok: false, problem: { code: "forbidden", message: /ApiClient.ReadWrite/ } });

  await signIn("admin");
  const invalid = await create(nonsense);
  expect(invalid).toMatchObject({ ok: false, problem: { code: "invalid_request" } });
  expect(!invalid.ok && Object.keys(invalid.problem.fields ?? {})).toContain("everything");
  expect(await create(input)).toMatchObject({ ok: true, data: { client: { name: "HR system" } } });
});

test("a server action takes nothing from other sites, whatever the cookie (A4)", async () => {
  await signIn("owner");
  const before = await platform.prisma.apiClient.count();
  const foreign: Record<string, string>[] = [
    { ...ownPages, origin: "https://evil.example.org" },
    { ...ownPages, "sec-fetch-site": "cross-site" },
    { origin: ownPages.origin },
    { "sec-fetch-site": "same-origin" },
  ];
  for (const headers of foreign) {
    browser.headers = new Headers(headers);
    expect(codeOf(await create(input))).toBe("forbidden");
  }
  expect(await platform.prisma.apiClient.count()).toBe(before);
});

test("JSON of anybody's making comes in by the same limits as an API's body: never a 500 (A5, L1, I15)", async () => {
  const offer = jsonAction(createCredentialOffer);
  const request = (content: string) =>
    `{"family":"jwt","requests":[{"issuerKey":{"type":"jwk","id":"unknown"},"credentialData":${content}}]}`;
  const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
  expect(codeOf(await offer(request(deep)))).toBe("unauthorized");
  await signIn("reader");
  expect(codeOf(await offer(request(deep)))).toBe("forbidden");

  await signIn("owner");
  const values: unknown[] = [
    request(deep),
    request('{"constructor":1}'),
    request('{"a":1,"a":2}'),
    request(`[${"1,".repeat(1001)}1]`),
    "{",
    // What the framework's own encoding can say, and JSON cannot.
    { family: "jwt", requests: [{ issuerKey: { type: "jwk", id: "x" }, credentialData: { a: 1n } }] },
    new Map(),
    undefined,
  ];
  for (const value of values) expect(codeOf(await offer(value as string))).toBe("invalid_request");
  expect(codeOf(await offer(request(`"${"a".repeat(256 * 1024)}"`)))).toBe("payload_too_large");
  const unknownKey = await offer(request('{"type":["VerifiableCredential","BankId"]}'));
  expect(unknownKey).toMatchObject({ ok: false, problem: { code: "invalid_request", fields: expect.anything() } });
});

test("an ended session, or somebody's guess, does nothing (A7)", async () => {
  await endSession(platform, await signIn("owner"));
  expect(codeOf(await create(input))).toBe("unauthorized");

  browser.cookies.set(COOKIE, "guess");
  expect(codeOf(await create(input))).toBe("unauthorized");
});

test("the portal's reading door takes the session cookie, never a bearer token, and only reads (A4)", async () => {
  const token = await signIn("reader");
  const read = operation({ method: "GET", path: "/api/portal/x", summary: "x", status: 200 });
  const handler = route(read, async ({ ctx }) => Response.json(await listApiClients(ctx, undefined)));
  const ask = (method: string, headers: Record<string, string>) =>
    handler(new Request("https://portal.example.org/api/portal/x", { method, headers }), {
      params: Promise.resolve({}),
    });

  const good = await ask("GET", { cookie: `a=b; ${COOKIE}=${token}; c=d` });
  expect(good.status).toBe(200);
  expect(good.headers.get("cache-control")).toBe("no-store");
  expect(good.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect((await ask("POST", { cookie: `${COOKIE}=${token}` })).status).toBe(405);
  for (const headers of [
    {},
    { authorization: `Bearer ${token}` },
    { cookie: `portal-session=${token}` },
    { cookie: `x${COOKIE}=${token}` },
  ]) {
    const refused = await ask("GET", headers as Record<string, string>);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ problem: { code: "unauthorized", requestId: expect.any(String) } });
  }
});
