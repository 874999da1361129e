import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { adminClient, authorityBody, call, tokenFor } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const BASE = "/v1.0/verifiableCredentials";
let tenants = 0;
let tenant: string;
let token: string;
let api: ReturnType<typeof adminClient>;

beforeAll(async () => {
  shared.platform = await testPlatform();
});

beforeEach(async () => {
  tenant = `lifecycle ${tenants++}`;
  token = await tokenFor(shared.platform, { role: "owner" }, tenant);
  api = adminClient(token);
  await api.post("/onboard");
});

const newAuthority = async (host: string) => (await api.post("/authorities", authorityBody(host))).body;
const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  call(method, `${BASE}${path}`, { token, headers, ...(body !== undefined && { body }) });
const remove = (id: string) => call("DELETE", `/beta/verifiableCredentials/authorities/${id}`, { token });

describe("PATCH authority (section 6.4)", () => {
  test("changes the name alone, answers the whole authority, and keeps If-Match", async () => {
    const made = await newAuthority("patch.example.org");
    const read = await ask("GET", `/authorities/${made.id}`);
    const etag = read.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"\d+"$/);
    const patched = await ask("PATCH", `/authorities/${made.id}`, { name: "Renamed" }, { "if-match": etag });
    expect([patched.status, patched.body]).toEqual([200, { ...made, name: "Renamed" }]);
    expect(patched.headers.get("etag")).not.toBe(etag);
    expect((await ask("GET", `/authorities/${made.id}`)).body).toEqual(patched.body);
    const stale = await ask("PATCH", `/authorities/${made.id}`, { name: "Late" }, { "if-match": etag });
    expect([stale.status, stale.body.error.code]).toEqual([412, "preconditionFailed"]);
  });

  test.each([
    ["name", {}],
    ["name", { name: " " }],
    ["name", { name: 7 }],
    ["status", { name: "x", status: "Disabled" }],
    ["didModel", { name: "x", didModel: {} }],
  ])("refuses what is not a name at %s", async (target, body) => {
    const { id } = await newAuthority("refuse.example.org");
    const answer = await ask("PATCH", `/authorities/${id}`, body);
    expect([answer.status, answer.body.error.innererror.target]).toEqual([400, target]);
  });
});

describe("DELETE authority (section 6.5)", () => {
  test("refuses did:web until the organisation allows it; then answers 200 with nothing, and GET 404", async () => {
    const { id } = await newAuthority("delete.example.org");
    const refused = await remove(id);
    expect([refused.status, refused.body.error.innererror.code]).toEqual([400, "didMethodNotSupported"]);
    expect((await ask("GET", `/authorities/${id}`)).status).toBe(200);
    await ask("PATCH", "/organizationSettings", { webAuthorityDeletionAllowed: true });
    const removed = await remove(id);
    expect([removed.status, removed.body]).toEqual([200, undefined]);
    for (const answer of [await ask("GET", `/authorities/${id}`), await remove(id)]) {
      expect([answer.status, answer.body.error.code]).toEqual([404, "notFound"]);
    }
    expect((await ask("GET", "/authorities")).body.value).toEqual([]);
  });

  test("names the keys that could not be deleted in the reference's own words, although it has deleted (form A)", async () => {
    const { id, kmsMetadata } = await newAuthority("kept-key.example.org");
    await ask("PATCH", "/organizationSettings", { webAuthorityDeletionAllowed: true });
    const { jwk } = shared.platform.keyProviders;
    const { Problem } = await import("@/lib/kernel/errors");
    const kept = vi.spyOn(jwk, "scheduleDeletion").mockRejectedValue(new Problem("key_provider_refused", "Denied."));
    const answer = await remove(id);
    kept.mockRestore();
    expect(answer.status).toBe(400);
    expect(answer.body.error).toEqual({
      code: "deleteIssuerSuccessfulButKeyDeletionFailed",
      message: expect.stringContaining(kmsMetadata.keyId),
    });
    expect((await ask("GET", `/authorities/${id}`)).status).toBe(404);
  });
});

describe("POST optout (section 10)", () => {
  test.each([
    ["*/*", "OK"],
    ["application/json, text/plain, */*", '"OK"'],
    ["text/plain, application/json", "OK"],
  ])("answers a client that accepts %s with the bytes %s, as application/json", async (accept, bytes) => {
    const { POST } = await import("@/app/v1.0/verifiableCredentials/optout/route");
    const headers = { authorization: `Bearer ${token}`, accept };
    const request = new Request(`https://portal.example.org${BASE}/optout`, { method: "POST", headers, body: "{}" });
    const answer = await POST(request, { params: Promise.resolve({}) });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "application/json",
      bytes,
    ]);
  });

  test("kills every token made before; with a new one everything but onboarding answers 409 tenantNotOnboarded", async () => {
    const authority = await newAuthority("leaving.example.org");
    const contracts = `/authorities/${authority.id}/contracts`;
    const contract = (await ask("POST", contracts, sampleContract())).body;
    expect((await ask("POST", "/optout")).status).toBe(200);
    expect((await ask("GET", "/authorities")).status).toBe(401);
    token = await tokenFor(shared.platform, { role: "owner" }, tenant);
    for (const [method, path] of [
      ["GET", "/authorities"],
      ["GET", `${contracts}/${contract.id}`],
      ["POST", "/optout"],
      ["GET", "/organizationSettings"],
    ] as const) {
      const answer = await ask(method, path);
      expect([answer.status, answer.body.error.innererror.code]).toEqual([409, "tenantNotOnboarded"]);
    }
    expect((await ask("POST", "/onboard")).body.id).toBe((await ask("POST", "/onboard")).body.id);
    expect((await ask("GET", "/authorities")).body).toEqual({ value: [] });
    expect((await ask("GET", contracts)).status).toBe(404);
    const again = (await ask("POST", "/authorities", authorityBody("leaving.example.org"))).body;
    const renewed = await ask("POST", `/authorities/${again.id}/contracts`, sampleContract());
    expect([renewed.status, renewed.body.id]).toEqual([201, contract.id]);
  });

  test("is for owners alone: an application with every permission gets 403 (section 2.3)", async () => {
    const { applicationPermissions } = await import("@/lib/kernel/policy");
    token = await tokenFor(shared.platform, { permissions: Object.keys(applicationPermissions) }, tenant);
    expect((await ask("POST", "/optout")).status).toBe(403);
    expect((await ask("POST", "/onboard")).status).toBe(403);
  });
});

describe("organizationSettings (section 13)", () => {
  test("shows what is chosen and what stands otherwise; each member given replaces one", async () => {
    const fresh = (await ask("GET", "/organizationSettings")).body;
    expect(fresh).toEqual({
      id: (await ask("POST", "/onboard")).body.id,
      name: tenant,
      defaultKeyStore: null,
      serverKeyStore: "jwk",
      webAuthorityDeletionAllowed: false,
      batchEventNames: false,
      country: null,
    });
    const changed = await ask("PATCH", "/organizationSettings", { name: "Fabrikam", defaultKeyStore: "jwk" });
    expect([changed.status, changed.body]).toEqual([200, { ...fresh, name: "Fabrikam", defaultKeyStore: "jwk" }]);
    const back = await ask("PATCH", "/organizationSettings", { defaultKeyStore: null });
    expect(back.body).toEqual({ ...fresh, name: "Fabrikam" });
    expect((await ask("PATCH", "/organizationSettings", { defaultKeyStore: "paper" })).status).toBe(400);
  });

  test("the default key store is where a new authority's key is made", async () => {
    await ask("PATCH", "/organizationSettings", { defaultKeyStore: "aws" });
    const create = vi.spyOn(shared.platform.keyProviders.aws, "create").mockRejectedValue(new Error("asked"));
    const error = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await api.post("/authorities", authorityBody("by-default.example.org"));
    expect(create).toHaveBeenCalledOnce();
    create.mockRestore();
    error.mockRestore();
  });
});

describe("updateLinkedDomains (section 13)", () => {
  test("links another domain and leaves the DID alone, by POST domainUrls and by PUT domains", async () => {
    const made = await newAuthority("portal.example.org");
    await api.post(`/authorities/${made.id}/validateWellKnownDidConfiguration`);
    const path = `/authorities/${made.id}/updateLinkedDomains`;
    const linked = (domain: string) => ({
      ...made,
      linkedDomainsVerified: false,
      didModel: { ...made.didModel, linkedDomainUrls: [domain], didDocumentStatus: "outOfSync" },
    });
    const posted = await ask("POST", path, { domainUrls: ["https://New.example.org"] });
    expect([posted.status, posted.body]).toEqual([200, linked("https://new.example.org/")]);
    // Its document is where the DID is, which leads here: what is served names the new domain.
    const synchronized = await ask("POST", `/authorities/${made.id}/didInfo/synchronizeWithDidDocument`);
    expect(synchronized.body.didModel.didDocumentStatus).toBe("published");
    const back = await ask("POST", path, { domainUrls: ["https://portal.example.org/"] });
    expect(back.body.didModel.didDocumentStatus).toBe("outOfSync");
    expect((await ask("POST", `/authorities/${made.id}/validateWellKnownDidConfiguration`)).status).toBe(204);
    const validated = await ask("GET", `/authorities/${made.id}`);
    expect(validated.body).toEqual({ ...made, linkedDomainsVerified: true });
    const put = await ask("PUT", path, { domains: ["https://newer.example.org/"] });
    expect([put.status, put.body]).toEqual([200, linked("https://newer.example.org/")]);
  });

  test("an authority has one linked domain: none or two are refused by name of the limit", async () => {
    const { id } = await newAuthority("one.example.org");
    for (const domainUrls of [[], ["https://a.example.org/", "https://b.example.org/"]]) {
      const { status, body } = await ask("POST", `/authorities/${id}/updateLinkedDomains`, { domainUrls });
      expect([status, body.error.innererror.target]).toEqual([400, "domainUrls"]);
      expect(body.error.innererror.message).toContain("exactly one domain");
    }
    const bad = await ask("POST", `/authorities/${id}/updateLinkedDomains`, { domainUrls: ["http://a.example.org/"] });
    expect([bad.status, bad.body.error.innererror.target]).toEqual([400, "domainUrls[0]"]);
  });
});
