import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { apiDescriptions } from "@/lib/apis/descriptions";
import { call, routeModule, tokenFor } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const described = Object.entries(apiDescriptions.get("admin")?.operations ?? {});
/** What anyone may ask without a token has tests of its own. */
const operations = described.filter(([, { security }]) => security?.length !== 0);
const withBody = operations.filter(([, { body }]) => body);
const withParams = operations.filter(([, { path }]) => path.includes("{"));
const BASE = "/v1.0/verifiableCredentials";

/** Ids of things that are there, for paths. */
const ids: Record<string, string> = { credentialId: "urn:pic:00000000000040008000000000000000", requestId: "none" };
let owner: string;
let stranger: string;
const error = vi.spyOn(process.stderr, "write").mockReturnValue(true);

beforeAll(async () => {
  shared.platform = await testPlatform();
  owner = await tokenFor(shared.platform, { role: "owner" });
  stranger = await tokenFor(shared.platform, { role: "owner" }, "stranger");
  for (const token of [owner, stranger]) await call("POST", `${BASE}/onboard`, { token });
  const authority = { name: "Contoso", linkedDomainUrl: "https://table.example.org/", didMethod: "web" };
  ids.authorityId = (await call("POST", `${BASE}/authorities`, { token: owner, body: authority })).body.id;
  const contracts = `${BASE}/authorities/${ids.authorityId}/contracts`;
  ids.contractId = (await call("POST", contracts, { token: owner, body: sampleContract() })).body.id;
});

afterAll(() => {
  expect(error).not.toHaveBeenCalled();
  error.mockRestore();
});

const FILTER = "?filter=indexclaimhash%20eq%20tmrokKIZoxbM7q%2FaNkPvJxVTLAHVxo6NHlAVT78tlDI%3D";
const queryOf = (path: string): string => {
  if (path.endsWith("/credentials")) return FILTER;
  return path.endsWith("Network/authorities") ? "?filter=linkeddomainurls%20like%20example" : "";
};
const withIds = (path: string, idOf: (name: string) => string) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => idOf(name)) + queryOf(path);
const filled = (path: string) => withIds(path, (name) => ids[name] ?? "none");
/** Enough to get past a body that must be there. */
const someBody = (body: unknown) => (body ? { body: {} } : {});

describe.each(operations)("%s", (_name, { method, path, body }) => {
  test("has a route file that the server may call directly", async () => {
    const route = await routeModule(path);
    expect(route?.[method]).toBeTypeOf("function");
    expect(route?.hot).toBe(true);
  });

  test("without a token, or with a broken one, answers 401 in the reference's envelope", async () => {
    for (const asked of [{}, { token: "nonsense" }, { headers: { cookie: "session=owner" } }]) {
      const answer = await call(method, filled(path), { ...asked, ...someBody(body) });
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        date: expect.stringMatching(/GMT$/),
        mscv: expect.stringMatching(/^[A-Za-z0-9+/]{16}\.0$/),
        error: {
          code: "unauthorized",
          message: expect.any(String),
          innererror: { code: "tokenError", message: expect.any(String) },
        },
      });
      expect(answer.headers.get("request-id")).toBe(answer.body.requestId);
      expect(answer.headers.get("MS-CV")).toBe(answer.body.mscv);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });
});

const acceptable: Record<string, unknown> = {
  createAuthority: { name: "Refused", linkedDomainUrl: "https://refused.example.org/", didMethod: "web" },
  addSigningKey: { signingKeyCurve: "P-256" },
  createContract: sampleContract({ name: "Refused" }),
  updateAuthority: { name: "Refused" },
  updateLinkedDomains: { domainUrls: ["https://refused.example.org/"] },
  replaceLinkedDomains: { domains: ["https://refused.example.org/"] },
  updateOrganizationSettings: { name: "Refused" },
  createBulkRevocation: { credentialIds: ["urn:pic:00000000000040008000000000000000"] },
  createIssuanceRequest: {
    authority: "did:web:table.example.org",
    manifest: "https://portal.example.org/",
    type: "Any",
    registration: { clientName: "Test" },
  },
};

describe.each(operations)("%s", (_name, { method, path, body }) => {
  test("with another permission answers 403, and the refusal is audited (A1, D9)", async () => {
    const other = path.includes("Network") ? "Contract.Read" : "Network.Read";
    const token = await tokenFor(shared.platform, { permissions: [`VerifiableCredential.${other}`] });
    const refusals = () => shared.platform.prisma.auditEvent.count({ where: { action: "access.refused" } });
    const before = await refusals();
    const answer = await call(method, filled(path), { token, ...someBody(body) });
    expect(answer.status).toBe(403);
    expect(answer.body.error.code).toBe("forbidden");
    expect(await refusals()).toBe(before + 1);
  });
});

describe.each(withParams)("%s", (name, { method, path, body }) => {
  test("on another tenant's object answers the same 404 as on none (I10, D3)", async () => {
    const asked = body ? { body: acceptable[name] ?? {} } : {};
    const query = name === "removeAuthorityKey" ? "?liveCredentials=0" : "";
    const foreign = await call(method, filled(path) + query, { token: stranger, ...asked });
    const absent = await call(method, withIds(path, () => "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5") + query, {
      token: owner,
      ...asked,
    });
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect(foreign.body.error).toEqual(absent.body.error);
    expect(foreign.body.error).toMatchObject({ code: "notFound", innererror: { code: "notFound" } });
  });
});

describe.each(withBody)("%s", (_name, { method, path }) => {
  test.each([
    ["malformed JSON", "{", 400],
    ["a list", [], 400],
    ["a text", '"x"', 400],
    ["a member twice", '{"name":"a","name":"b"}', 400],
    ["a magic member", '{"__proto__":{}}', 400],
    ["a body larger than 256 KiB", JSON.stringify({ name: "x".repeat(300 * 1024) }), 413],
  ])("refuses %s (L1)", async (_what, body, status) => {
    expect((await call(method, filled(path), { token: owner, body })).status).toBe(status);
  });

  test("refuses an unknown member by name, without echoing its value (L2, S2)", async () => {
    const body = { secretAccessKey: "canary-value" };
    const answer = await call(method, filled(path), { token: owner, body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).not.toContain("canary-value");
    expect(answer.body.error).toMatchObject({
      code: "badRequest",
      innererror: { code: "badOrMissingField", target: expect.any(String) },
    });
  });

  test("refuses a body that is not JSON by its type, or is encoded", async () => {
    const typed = await call(method, filled(path), {
      token: owner,
      body: "{}",
      headers: { "content-type": "text/plain" },
    });
    expect(typed.status).toBe(415);
    const encoded = await call(method, filled(path), {
      token: owner,
      body: "{}",
      headers: { "content-encoding": "gzip" },
    });
    expect(encoded.status).toBe(415);
  });
});

test("before onboarding everything else answers 409 tenantNotOnboarded (section 5)", async () => {
  const token = await tokenFor(shared.platform, { role: "owner" }, "fresh");
  for (const [name, { method, path, body }] of operations) {
    if (name === "onboard") continue;
    const answer = await call(method, filled(path), { token, ...someBody(body) });
    expect(answer.status).toBe(409);
    expect(answer.body.error).toMatchObject({ code: "conflict", innererror: { code: "tenantNotOnboarded" } });
  }
});
