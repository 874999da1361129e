import { beforeAll, describe, expect, test, vi } from "vitest";
import { Problem } from "@/lib/kernel/errors";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { AwsKeyConfig } from "@/lib/signing-key/schema";
import { type Answer, call, tokenFor } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const BASE = "/v1.0/verifiableCredentials";
const GUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const developmentKeys = jwkProvider() as KeyProvider;
let refuseSigning: Problem | null = null;

const switchable: KeyProvider = {
  ...developmentKeys,
  sign: async (key, data) => {
    if (refuseSigning) throw refuseSigning;
    return developmentKeys.sign(key, data);
  },
};
/** A KMS that is down. The real provider has its own suite. */
const silentAws: KeyProvider = {
  ...developmentKeys,
  name: "aws",
  config: AwsKeyConfig,
  settings: () => ({}),
  create: () => Promise.reject(new Problem("key_provider_unavailable", "AWS KMS is busy.", { retryAfterSeconds: 7 })),
};

let token: string;
const post = (path: string, body?: unknown) =>
  call("POST", `${BASE}${path}`, { token, ...(body !== undefined && { body }) });
const get = (path: string) => call("GET", `${BASE}${path}`, { token });
const authorityBody = (host: string) => ({
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
const target = ({ status, body }: Answer) => [status, body.error.innererror.code, body.error.innererror.target];

beforeAll(async () => {
  shared.platform = await testPlatform({ keyProviders: { jwk: switchable, aws: silentAws } });
  token = await tokenFor(shared.platform, { role: "owner" });
});

test("onboarding answers 201 with the same object each time (section 5)", async () => {
  const first = await post("/onboard");
  expect(first.status).toBe(201);
  expect(first.body).toEqual({
    id: GUID,
    verifiableCredentialServicePrincipalId: GUID,
    verifiableCredentialRequestServicePrincipalId: GUID,
    verifiableCredentialAdminServicePrincipalId: GUID,
    status: "Enabled",
  });
  const again = await post("/onboard", "stray");
  expect([again.status, again.body]).toEqual([201, first.body]);
});

describe("authorities", () => {
  test("an existing client's request makes one, with its vault echoed and the key's real place told (6.3)", async () => {
    const { status, body } = await post("/authorities", authorityBody("verifiedid.example.org"));
    expect(status).toBe(201);
    const keyUrl = expect.stringMatching(/^https:\/\/portal\.example\.org\/signing-keys\/[0-9a-f-]{36}$/);
    expect(body).toEqual({
      id: GUID,
      name: "ExampleName",
      status: "Enabled",
      didModel: {
        did: "did:web:verifiedid.example.org",
        signingKeys: [keyUrl],
        recoveryKeys: [],
        updateKeys: [],
        encryptionKeys: [],
        linkedDomainUrls: ["https://verifiedid.example.org/"],
        didDocumentStatus: "published",
      },
      keyVaultMetadata: authorityBody("").keyVaultMetadata,
      kmsMetadata: { backend: "jwk", keyId: keyUrl, keyType: "P-256" },
      linkedDomainsVerified: false,
    });
    expect((await get(`/authorities/${body.id}`)).body).toEqual(body);
    expect((await get(`/authorities/${body.id.toUpperCase()}`)).body).toEqual(body);
    expect((await get("/authorities")).body.value).toContainEqual(body);
  });

  test("a bare list gives everything; paging is opt-in and its links lead through all (section 1)", async () => {
    for (const host of ["one", "two"]) await post("/authorities", authorityBody(`${host}.pages.example.org`));
    const all = (await get("/authorities")).body;
    expect(Object.keys(all)).toEqual(["value"]);
    const seen: unknown[] = [];
    let next = `${BASE}/authorities?top=1`;
    while (next) {
      const { body } = await call("GET", next, { token });
      seen.push(...body.value);
      next = body.nextLink ?? "";
    }
    expect(seen).toEqual(all.value);
    expect(target(await get("/authorities?top=0"))).toEqual([400, "badOrMissingField", "top"]);
  });

  test.each([
    ["didMethod", { didMethod: "ion" }],
    ["didMethod", { didMethod: undefined }],
    ["linkedDomainUrl", { linkedDomainUrl: "http://example.org/" }],
    ["linkedDomainUrl", { linkedDomainUrl: 7 }],
    ["name", { name: " " }],
    ["keyVaultMetadata.resourceUrl", { keyVaultMetadata: { resourceUrl: "vault" } }],
    ["key.keyType", { key: { backend: "jwk", keyType: "P-999" } }],
    ["key.config.secretAccessKey", { key: { backend: "jwk", config: { secretAccessKey: "canary-value" } } }],
    ["secret", { secret: "canary-value" }],
  ])("bad input is refused at %s and leaves nothing (I14, S2)", async (field, change) => {
    const count = async () => [
      await shared.platform.prisma.authority.count(),
      await shared.platform.prisma.signingKey.count(),
    ];
    const before = await count();
    const answer = await post("/authorities", { ...authorityBody("bad.example.org"), ...change });
    expect(target(answer)).toEqual([400, "badOrMissingField", field]);
    expect(JSON.stringify(answer.body)).not.toContain("canary-value");
    expect(await count()).toEqual(before);
  });

  test("a KMS that does not answer gives 503 with Retry-After and makes no authority (I15, E5)", async () => {
    const before = await shared.platform.prisma.authority.count();
    const answer = await post("/authorities", {
      ...authorityBody("kms.example.org"),
      keyVaultMetadata: { resourceUrl: "https://kms.eu-central-1.amazonaws.com/" },
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(answer.body.error).toMatchObject({ code: "serviceUnavailable", innererror: { code: "transientError" } });
    expect(await shared.platform.prisma.authority.count()).toBe(before);
  });
});

describe("DID artefacts", () => {
  let id: string;
  beforeAll(async () => {
    id = (await post("/authorities", authorityBody("did.example.org"))).body.id;
  });

  test("the document and the configuration have the members of sections 7.1 and 7.2", async () => {
    const document = await post(`/authorities/${id}/generateDidDocument`, "");
    const did = "did:web:did.example.org";
    const method = expect.stringMatching(/^did:web:did\.example\.org#[0-9a-f]{32}vcSigningKey-[0-9a-f]{5}$/);
    expect(document.status).toBe(200);
    expect(document.body).toEqual({
      id: did,
      "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/jws-2020/v1"],
      service: [
        {
          id: `${did}#linkeddomains`,
          type: "LinkedDomains",
          serviceEndpoint: { origins: ["https://did.example.org/"] },
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
      const configuration = await post(`/authorities/${id}/generateWellknownDidConfiguration`, body);
      expect(configuration.status).toBe(200);
      expect(configuration.body).toEqual({
        "@context": "https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld",
        linked_dids: [expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)],
      });
    }
  });

  test("another domain is refused with the reference's own code and envelope (form A)", async () => {
    const { status, body } = await post(`/authorities/${id}/generateWellknownDidConfiguration`, {
      domainUrl: "https://atest/",
    });
    expect(status).toBe(400);
    expect(body.error).toEqual({
      code: "wellKnownConfigDomainDoesNotExistInIssuer",
      message: expect.stringContaining("https://atest/"),
    });
  });

  test("a domain that cannot be read is refused as wellKnownConfigNotReachable", async () => {
    const { status, body } = await post(`/authorities/${id}/validateWellKnownDidConfiguration`);
    expect([status, body.error.innererror.code]).toEqual([400, "wellKnownConfigNotReachable"]);
  });

  test("a domain that leads here is validated with 204, and both files are hosted for its host alone", async () => {
    const own = (await post("/authorities", authorityBody("portal.example.org"))).body;
    const validated = await post(`/authorities/${own.id}/validateWellKnownDidConfiguration`);
    expect([validated.status, validated.body]).toEqual([204, undefined]);
    expect((await get(`/authorities/${own.id}`)).body.linkedDomainsVerified).toBe(true);

    const hosted = (file: string, headers: Record<string, string>) => call("GET", `/.well-known/${file}`, { headers });
    const document = await hosted("did.json", { host: "Portal.example.org:443" });
    expect(document.body).toEqual((await post(`/authorities/${own.id}/generateDidDocument`)).body);
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
    expect((await hosted("did.json", { host: "nobody.example.org" })).status).toBe(404);
  });

  test("a key that will not sign now gives 503 with Retry-After, here and on the hosted file (I15)", async () => {
    const other = (await post("/authorities", authorityBody("unsigned.example.org"))).body;
    refuseSigning = new Problem("key_provider_refused", "The key store refused.", {
      cause: "AccessDenied for arn:secret",
    });
    const generated = await post(`/authorities/${other.id}/generateWellknownDidConfiguration`);
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
});

describe("contracts", () => {
  let contracts: string;
  beforeAll(async () => {
    const authority = (await post("/authorities", authorityBody("contracts.example.org"))).body;
    contracts = `/authorities/${authority.id}/contracts`;
  });
  const patch = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call("PATCH", `${BASE}${path}`, { token, body, headers });

  test("one is made and read with all members of section 8.1", async () => {
    const sample = sampleContract({ name: "Whole" });
    const { status, body, headers } = await post(contracts, sample);
    expect(status).toBe(201);
    const tenant = (await post("/onboard")).body.id;
    const id = Buffer.from(`${tenant}whole`).toString("base64url");
    const authorityId = contracts.split("/")[2];
    expect(body).toEqual({
      id,
      name: "Whole",
      status: "Enabled",
      authorityId,
      issuerId: authorityId,
      manifestUrl: `https://portal.example.org/v1.0/tenants/${tenant}/verifiableCredentials/contracts/${id}/manifest`,
      issueNotificationEnabled: false,
      issueNotificationAllowedToGroupOids: null,
      availableInVcDirectory: false,
      allowOverrideValidityIntervalOnIssuance: false,
      formats: ["jwt_vc_json", "dc+sd-jwt"],
      rules: sample.rules,
      displays: sample.displays,
    });
    const read = await get(`${contracts}/${id}`);
    expect([read.status, read.body, read.headers.get("etag")]).toEqual([200, body, headers.get("etag")]);
    expect((await get(contracts)).body.value).toContainEqual(body);
  });

  test("what clients of old send is understood: text for JSON, credential for card, nulls, members of an answer", async () => {
    const { rules, displays } = sampleContract();
    const [{ card, ...display }] = displays as unknown as [Record<string, unknown>];
    const { status, body } = await post(contracts, {
      name: "Old client",
      status: "Enabled",
      id: "GUID",
      issuerId: "GUID",
      issueNotificationAllowedToGroupOids: null,
      rules: JSON.stringify({ ...rules, customStatusEndpoint: null }),
      displays: [{ ...display, credential: card }],
    });
    expect(status).toBe(201);
    expect([body.rules, body.displays]).toEqual([rules, displays]);
  });

  test("selfIssued goes out in the shape it came in", async () => {
    const flow = { mapping: [{ inputClaim: "a", outputClaim: "a", indexed: false, required: false }], required: false };
    for (const [name, selfIssued] of Object.entries({ Single: flow, List: [flow] })) {
      const rules = { ...sampleContract().rules, attestations: { selfIssued } };
      const { body } = await post(contracts, { ...sampleContract({ name }), rules });
      expect(body.rules.attestations.selfIssued).toEqual(selfIssued);
    }
  });

  test("a name taken in any case is refused as contractNameNotUnique, under any authority of the tenant", async () => {
    await post(contracts, sampleContract({ name: "Taken" }));
    const other = (await post("/authorities", authorityBody("other-contracts.example.org"))).body;
    for (const path of [contracts, `/authorities/${other.id}/contracts`]) {
      const answer = await post(path, sampleContract({ name: "TAKEN" }));
      expect(target(answer)).toEqual([409, "contractNameNotUnique", "name"]);
    }
  });

  let patched = 0;
  const mapping = (outputClaim: string) => ({ inputClaim: outputClaim, outputClaim, indexed: true });
  const twoIndexed = {
    ...sampleContract().rules,
    attestations: { idTokenHints: [{ mapping: [mapping("a"), mapping("b")] }] },
  };
  test.each([
    ["multipleIndexedClaims", "rules.attestations.idTokenHints[0].mapping[1].indexed", { rules: twoIndexed }],
    ["badOrMissingField", "rules", { rules: "{" }],
    ["badOrMissingField", "rules", { rules: undefined }],
    [
      "badOrMissingField",
      "rules.validityInterval",
      { rules: { ...sampleContract().rules, validityInterval: "30 days" } },
    ],
    ["badOrMissingField", "displays", { displays: [] }],
    ["badOrMissingField", "displays[0].card.backgroundColor", { displays: colour("blue") }],
    ["badOrMissingField", "displays[0].card.logo.uri", { displays: logo("https://example.org/a.svg") }],
    ["badOrMissingField", "displays[0].card.logo.uri", { displays: logo("data:image/svg+xml;utf8,<svg/>") }],
  ])("bad input is refused as %s at %s, by POST and by PATCH", async (code, field, change) => {
    expect(target(await post(contracts, { ...sampleContract({ name: "Bad" }), ...change }))).toEqual([
      400,
      code,
      field,
    ]);
    if (Object.values(change).includes(undefined)) return;
    const { body } = await post(contracts, sampleContract({ name: `To patch ${patched++}` }));
    expect(target(await patch(`${contracts}/${body.id}`, change))).toEqual([400, code, field]);
    expect((await get(`${contracts}/${body.id}`)).body).toEqual(body);
  });

  test("a change replaces whole members and answers the full contract; If-Match is kept", async () => {
    const { body, headers } = await post(contracts, sampleContract({ name: "Changing" }));
    const path = `${contracts}/${body.id}`;
    const rules = { ...body.rules, validityInterval: 3600 };
    const change = { rules, availableInVcDirectory: true, allowOverrideValidityIntervalOnIssuance: true };
    const etag = headers.get("etag") ?? "";
    const changed = await patch(path, change, { "if-match": etag });
    expect([changed.status, changed.body]).toEqual([200, { ...body, ...change }]);
    const stale = await patch(path, { availableInVcDirectory: false }, { "if-match": etag });
    expect([stale.status, stale.body.error.code]).toEqual([412, "preconditionFailed"]);
    expect((await patch(path, changed.body)).body).toEqual(changed.body);
  });

  test.each(["id", "name", "status", "manifestUrl", "authorityId", "issuerId"])(
    "%s cannot be changed",
    async (member) => {
      const { body } = await post(contracts, sampleContract({ name: `Fixed ${member}` }));
      const answer = await patch(`${contracts}/${body.id}`, { [member]: "other" });
      expect(target(answer)).toEqual([400, "badOrMissingField", member]);
    },
  );
});

const withCard = (changes: object) => {
  const [display] = sampleContract().displays as unknown as [{ card: object }];
  return [{ ...display, card: { ...display.card, ...changes } }];
};
function colour(backgroundColor: string) {
  return withCard({ backgroundColor });
}
function logo(uri: string) {
  return withCard({ logo: { uri, description: "Logo" } });
}

test("each application permission opens its own doors only (section 2.3)", async () => {
  const may = async (permission: string, method: string, path: string, body?: unknown) => {
    const app = await tokenFor(shared.platform, { permissions: [`VerifiableCredential.${permission}`] });
    const asked = { token: app, ...(body !== undefined && { body }) };
    return (await call(method, `${BASE}${path}`, asked)).status !== 403;
  };
  const { body } = await get("/authorities");
  const contracts = `/authorities/${body.value[0].id}/contracts`;
  expect(await may("Authority.ReadWrite", "POST", "/authorities", authorityBody("by-app.example.org"))).toBe(true);
  expect(await may("Authority.Read", "POST", "/authorities", authorityBody("no.example.org"))).toBe(false);
  expect(await may("Authority.Read", "GET", "/authorities")).toBe(true);
  expect(await may("Contract.Read", "GET", contracts)).toBe(true);
  expect(await may("Contract.Read", "POST", contracts, sampleContract({ name: "no" }))).toBe(false);
  expect(await may("Contract.ReadWrite", "POST", contracts, sampleContract({ name: "By app" }))).toBe(true);
  expect(await may("Contract.ReadWrite", "GET", "/authorities")).toBe(false);
  expect(await may("Authority.ReadWrite", "POST", "/onboard")).toBe(false);
});

test("a reader reads and changes nothing (section 2.1)", async () => {
  const reader = await tokenFor(shared.platform, { role: "reader" });
  expect((await call("GET", `${BASE}/authorities`, { token: reader })).status).toBe(200);
  const made = await call("POST", `${BASE}/authorities`, { token: reader, body: authorityBody("reader.example.org") });
  expect(made.status).toBe(403);
});
