import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createEgress } from "@/lib/egress/egress";
import { type Answer, call } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { type IdentityProvider, startIdentityProvider } from "@/lib/testing/identity-provider";

const shared = vi.hoisted(() => ({
  platform: {} as import("@/lib/testing/ctx").TestPlatform,
  environment: { apiTokenIssuers: [] as string[], apiTokenAudience: "api://portal", apiTokenRoleClaim: "roles" },
}));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => shared.environment }));

const BASE = "/v1.0/verifiableCredentials";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const AUTHENTICATION_POLICY_ADMINISTRATOR = "0526716b-113d-4c15-b2c8-68e3c22b9f80";
const GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
const APPLICATION = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";
const fabrikam = "3f2b1c9a-5d6e-4f70-8a9b-0c1d2e3f4a5b";
const woodgrove = "8c7d6e5f-4a3b-4c2d-9e1f-0a9b8c7d6e5f";

const audience = "api://portal";
const person = (wids: string[], more: object = {}) => ({ audience, claims: { scp: "full_access", wids, ...more } });
const app = (roles: string[], more: object = {}) => ({
  audience,
  claims: { idtyp: "app", roles, wids: [APPLICATION], ...more },
});

let idp: IdentityProvider;
let platformTime = () => new Date();

beforeAll(async () => {
  idp = await startIdentityProvider(
    "http://127.0.0.1/",
    {},
    {
      admin: person([APPLICATION, GLOBAL_ADMINISTRATOR]),
      policyAdmin: person([AUTHENTICATION_POLICY_ADMINISTRATOR]),
      reader: person([GLOBAL_READER]),
      nobody: person([]),
      otherScope: { audience, claims: { scp: "User.Read", wids: [GLOBAL_ADMINISTRATOR], roles: ["owner"] } },
      noScope: { audience, claims: { wids: [GLOBAL_ADMINISTRATOR] } },
      untypedApp: { audience, claims: { wids: [GLOBAL_ADMINISTRATOR], oid: "untypedApp", roles: [] } },
      permittedApp: app(["VerifiableCredential.Contract.Read"], { idtyp: undefined, wids: [GLOBAL_ADMINISTRATOR] }),
      mightyApp: app(["owner"], { wids: [GLOBAL_ADMINISTRATOR] }),
      contractApp: app(["VerifiableCredential.Contract.ReadWrite"]),
      fabrikamAdmin: person([GLOBAL_ADMINISTRATOR], { tid: fabrikam }),
      fabrikamReader: person([GLOBAL_READER], { tid: fabrikam }),
      fabrikamApp: app(["VerifiableCredential.Authority.ReadWrite"], { tid: fabrikam }),
      woodgroveAdmin: person([GLOBAL_ADMINISTRATOR], { tid: woodgrove.toUpperCase() }),
      oddTenant: person([GLOBAL_ADMINISTRATOR], { tid: 7 }),
      bound: person([GLOBAL_ADMINISTRATOR], { cnf: { jkt: "x" } }),
      bareAudience: { audience: "portal", claims: person([GLOBAL_READER]).claims },
      otherAudience: { audience: "api://other", claims: person([GLOBAL_ADMINISTRATOR]).claims },
    },
  );
  shared.environment.apiTokenIssuers = [idp.issuer];
  const egress = createEgress({ allow: [new URL(idp.issuer).host] });
  shared.platform = await testPlatform({ egress, now: () => platformTime() });
  await as("admin", "POST", "/onboard");
});
afterAll(() => void idp.server.close());

async function as(application: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const token = await idp.token(application);
  return call(method, BASE + path, { token, ...(body !== undefined && { body }) });
}

const refusalOf = ({ status, body }: Answer) => [status, body?.error?.innererror?.code];
const authority = { name: "Contoso", linkedDomainUrl: "https://outside.example.org/", didMethod: "web" };

describe("a token of a real OpenID provider, with what Entra puts into its own", () => {
  test.each([
    ["admin", 201],
    ["policyAdmin", 201],
    ["reader", 403],
    ["nobody", 403],
    ["otherScope", 403],
    ["noScope", 201],
    ["untypedApp", 403],
    ["permittedApp", 403],
    ["mightyApp", 403],
    ["contractApp", 403],
    ["bareAudience", 403],
    ["otherAudience", 401],
    ["oddTenant", 401],
    ["bound", 401],
  ])("%s onboards with %d", async (who, status) => {
    expect((await as(who, "POST", "/onboard")).status).toBe(status);
  });

  test.each([
    ["admin", 200],
    ["reader", 200],
    ["bareAudience", 200],
    ["nobody", 403],
    ["otherScope", 403],
    ["mightyApp", 403],
    ["contractApp", 403],
    ["otherAudience", 401],
  ])("%s reads the authorities with %d", async (who, status) => {
    expect((await as(who, "GET", "/authorities")).status).toBe(status);
  });

  test("an application's permissions open just what they are for", async () => {
    const { id } = (await as("admin", "POST", "/authorities", authority)).body;
    expect((await as("contractApp", "GET", `/authorities/${id}/contracts`)).status).toBe(200);
    expect((await as("contractApp", "GET", `/authorities/${id}`)).status).toBe(403);
  });
});

describe("a tenant that a token names by `tid` and that is not here yet", () => {
  test("answers 409 until an administrator of it onboards it; it then goes by that id", async () => {
    for (const who of ["fabrikamAdmin", "fabrikamReader", "fabrikamApp"]) {
      expect(refusalOf(await as(who, "GET", "/authorities"))).toEqual([409, "tenantNotOnboarded"]);
    }
    for (const who of ["fabrikamReader", "fabrikamApp"]) {
      expect(refusalOf(await as(who, "POST", "/onboard"))).toEqual([403, "forbidden"]);
    }
    expect(await shared.platform.prisma.tenant.count({ where: { id: fabrikam } })).toBe(0);

    const onboarded = await Promise.all(Array.from({ length: 10 }, () => as("fabrikamAdmin", "POST", "/onboard")));
    for (const answer of onboarded) expect([answer.status, answer.body.id]).toEqual([201, fabrikam]);
    expect((await as("fabrikamReader", "GET", "/authorities")).body).toEqual({ value: [] });
  });

  test("sees nothing of another (I10)", async () => {
    expect((await as("woodgroveAdmin", "POST", "/onboard")).body.id).toBe(woodgrove);
    const made = await as("fabrikamApp", "POST", "/authorities", { ...authority, name: "Fabrikam" });
    expect(made.status).toBe(201);

    expect(refusalOf(await as("woodgroveAdmin", "GET", `/authorities/${made.body.id}`))).toEqual([404, "notFound"]);
    expect((await as("woodgroveAdmin", "GET", "/authorities")).body.value).toEqual([]);
  });
});

test("a key that the provider turned to is found, and the one it gave up is forgotten in time", async () => {
  const before = await idp.token("reader");
  const read = (token: string) => call("GET", `${BASE}/authorities`, { token }).then(({ status }) => status);
  expect(await read(before)).toBe(200);
  await idp.rotateKey();
  platformTime = () => new Date(Date.now() + 31_000);
  expect(await read(await idp.token("reader"))).toBe(200);
  // The token of before is remembered for a second.
  await new Promise((resolve) => setTimeout(resolve, 1050));
  expect(await read(before)).toBe(401);
});
