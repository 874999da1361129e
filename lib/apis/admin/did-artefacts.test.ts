import { decodeJwt } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { Problem } from "@/lib/kernel/errors";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { type AdminClient, adminClient, authorityBody, call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const developmentKeys = jwkProvider() as KeyProvider;
let refuseSigning: Problem | null = null;

const switchable: KeyProvider = {
  ...developmentKeys,
  sign: async (key, data) => {
    if (refuseSigning) throw refuseSigning;
    return developmentKeys.sign(key, data);
  },
};

let api: AdminClient;
let id: string;

beforeAll(async () => {
  shared.platform = await testPlatform({ keyProviders: { jwk: switchable, aws: switchable } });
  api = adminClient(await tokenFor(shared.platform, { role: "owner" }));
  await api.post("/onboard");
  id = (await api.post("/authorities", authorityBody("did.example.org"))).body.id;
});

/** What the token says it is written in, besides the context of all credentials. */
const contextOf = (token: string) => (decodeJwt(token).vc as { "@context": string[] })["@context"][1];

test("the document and the configuration have the members of sections 7.1 and 7.2", async () => {
  const document = await api.post(`/authorities/${id}/generateDidDocument`, "");
  const did = "did:web:did.example.org";
  const method = expect.stringMatching(/^#[0-9a-f]{32}vcSigningKey-[0-9a-f]{5}$/);
  expect(document.status).toBe(200);
  expect(document.body).toEqual({
    id: did,
    "@context": ["https://www.w3.org/ns/did/v1", { "@base": did }],
    service: [
      {
        id: "#linkeddomains",
        type: "LinkedDomains",
        serviceEndpoint: { origins: ["https://did.example.org/"] },
      },
      {
        id: "#hub",
        type: "IdentityHub",
        serviceEndpoint: { instances: [expect.stringMatching(/\/v1\.0\/identityHub$/)] },
      },
    ],
    verificationMethod: [
      {
        id: method,
        controller: did,
        type: "JsonWebKey2020",
        publicKeyJwk: { kty: "EC", crv: "P-256", x: expect.any(String), y: expect.any(String) },
      },
    ],
    authentication: [method],
    assertionMethod: [method],
  });
  for (const body of [undefined, {}, { domainUrl: "https://DID.example.org" }]) {
    const configuration = await api.post(`/authorities/${id}/generateWellknownDidConfiguration`, body);
    expect(configuration.status).toBe(200);
    expect(configuration.body).toEqual({
      "@context": "https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld",
      linked_dids: [expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)],
    });
    expect(contextOf(configuration.body.linked_dids[0])).toBe(configuration.body["@context"]);
  }
});

test("another domain is refused with the reference's own code and envelope (form A)", async () => {
  const { status, body } = await api.post(`/authorities/${id}/generateWellknownDidConfiguration`, {
    domainUrl: "https://atest/",
  });
  expect(status).toBe(400);
  expect(body.error).toEqual({
    code: "wellKnownConfigDomainDoesNotExistInIssuer",
    message: expect.stringContaining("https://atest/"),
  });
});

test("a domain that cannot be read is refused as wellKnownConfigNotReachable", async () => {
  const { status, body } = await api.post(`/authorities/${id}/validateWellKnownDidConfiguration`);
  expect([status, body.error.innererror.code]).toEqual([400, "wellKnownConfigNotReachable"]);
});

test("a domain that leads here is validated with 204, and both files are hosted for its host alone", async () => {
  const own = (await api.post("/authorities", authorityBody("portal.example.org"))).body;
  const validated = await api.post(`/authorities/${own.id}/validateWellKnownDidConfiguration`);
  expect([validated.status, validated.body]).toEqual([204, undefined]);
  expect((await api.get(`/authorities/${own.id}`)).body.linkedDomainsVerified).toBe(true);

  const hosted = (file: string, headers: Record<string, string>) => call("GET", `/.well-known/${file}`, { headers });
  const document = await hosted("did.json", { host: "Portal.example.org:443" });
  expect(document.body).toEqual((await api.post(`/authorities/${own.id}/generateDidDocument`)).body);
  expect(document.headers.get("access-control-allow-origin")).toBe("*");
  expect(document.headers.get("content-type")).toBe("application/json");
  const etag = document.headers.get("etag") ?? "";
  const again = await hosted("did.json", { host: "portal.example.org", "if-none-match": etag });
  expect([again.status, again.body]).toEqual([304, undefined]);
  const configuration = await hosted("did-configuration.json", { host: "portal.example.org" });
  expect(configuration.body).toMatchObject({
    "@context": "https://identity.foundation/.well-known/did-configuration/v1",
    linked_dids: [expect.any(String)],
  });
  expect(contextOf(configuration.body.linked_dids[0])).toBe(configuration.body["@context"]);
  expect((await hosted("did.json", { host: "nobody.example.org" })).status).toBe(404);
});

test("a key that will not sign now gives 503 with Retry-After, here and on the hosted file (I15)", async () => {
  const other = (await api.post("/authorities", authorityBody("unsigned.example.org"))).body;
  refuseSigning = new Problem("key_provider_refused", "The key store refused.", {
    cause: "AccessDenied for arn:secret",
  });
  const generated = await api.post(`/authorities/${other.id}/generateWellknownDidConfiguration`);
  const read = await call("GET", "/.well-known/did-configuration.json", {
    headers: { host: "unsigned.example.org" },
  });
  refuseSigning = null;
  for (const answer of [generated, read]) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("30");
    expect(JSON.stringify(answer.body)).not.toContain("arn:secret");
  }
  const later = await call("GET", "/.well-known/did-configuration.json", {
    headers: { host: "unsigned.example.org" },
  });
  expect(later.status).toBe(200);
});
