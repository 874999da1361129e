import { beforeAll, describe, expect, test, vi } from "vitest";
import { Problem } from "@/lib/kernel/errors";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { AwsKeyConfig } from "@/lib/signing-key/schema";
import {
  ADMIN_BASE,
  type AdminClient,
  adminClient,
  authorityBody,
  call,
  GUID,
  refusedAt,
  tokenFor,
} from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const developmentKeys = jwkProvider() as KeyProvider;
const triedWith: unknown[] = [];
/** A KMS that is down. The real provider has its own suite. */
const silentAws: KeyProvider = {
  ...developmentKeys,
  name: "aws",
  config: AwsKeyConfig,
  settings: () => ({}),
  create: (config) => {
    triedWith.push(config);
    return Promise.reject(new Problem("key_provider_unavailable", "AWS KMS is busy.", { retryAfterSeconds: 7 }));
  },
};

let token: string;
let api: AdminClient;

beforeAll(async () => {
  shared.platform = await testPlatform({ keyProviders: { jwk: developmentKeys, aws: silentAws } });
  token = await tokenFor(shared.platform, { role: "owner" });
  api = adminClient(token);
  await api.post("/onboard");
});

test("null counts as left out, as published clients send it", async () => {
  const asked = authorityBody("nulls.example.org");
  const keyVaultMetadata = { ...asked.keyVaultMetadata, subscriptionId: null };
  const { status, body } = await api.post("/authorities", { ...asked, keyVaultMetadata, key: null, template: null });
  expect(status).toBe(201);
  const { subscriptionId: _, ...told } = asked.keyVaultMetadata;
  expect(body.keyVaultMetadata).toEqual(told);
  for (const sent of [null, { domainUrl: null }]) {
    expect((await api.post(`/authorities/${body.id}/generateWellknownDidConfiguration`, sent)).status).toBe(200);
  }
});

test("an existing client's request makes one, with its vault echoed and the key's real place told (6.3)", async () => {
  const { status, body } = await api.post("/authorities", authorityBody("verifiedid.example.org"));
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
  expect((await api.get(`/authorities/${body.id}`)).body).toEqual(body);
  expect((await api.get(`/authorities/${body.id.toUpperCase()}`)).body).toEqual(body);
  expect((await api.get("/authorities")).body.value).toContainEqual(body);
});

test("a bare list gives everything; paging is opt-in and its links lead through all (section 1)", async () => {
  for (const host of ["one", "two"]) await api.post("/authorities", authorityBody(`${host}.pages.example.org`));
  const all = (await api.get("/authorities")).body;
  expect(Object.keys(all)).toEqual(["value"]);
  const seen: unknown[] = [];
  let next = `${ADMIN_BASE}/authorities?top=1`;
  while (next) {
    const { body } = await call("GET", next, { token });
    seen.push(...body.value);
    next = body.nextLink ?? "";
  }
  expect(seen).toEqual(all.value);
  expect(refusedAt(await api.get("/authorities?top=0"))).toEqual([400, "badOrMissingField", "top"]);
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
  const answer = await api.post("/authorities", { ...authorityBody("bad.example.org"), ...change });
  expect(refusedAt(answer)).toEqual([400, "badOrMissingField", field]);
  expect(JSON.stringify(answer.body)).not.toContain("canary-value");
  expect(await count()).toEqual(before);
});

describe("a key in the words of the Issuer API", () => {
  const auth = { accessKeyId: "AKIALOCALTESTSERVER9", secretAccessKey: "canary-value", region: "eu-central-1" };
  test.each([
    ["P-256", { backend: "jwk", keyType: "secp256r1" }],
    ["P-256", { backend: "JWK", keyType: "es256", config: {} }],
    ["P-384", { backend: "jwk", keyType: "secp384r1", config: null }],
    ["secp256k1", { backend: "jwk", keyType: "secp256k1" }],
    ["P-256", { backend: "jwk" }],
  ])("makes a key of kind %s", async (keyType, key) => {
    const domain = `${crypto.randomUUID()}.example.org`;
    const { status, body } = await api.post("/authorities", { ...authorityBody(domain), key });
    expect([status, body.kmsMetadata]).toMatchObject([201, { backend: "jwk", keyType }]);
  });

  test.each([
    [
      { credentials: "accessKey", ...auth },
      { backend: "aws-rest-api", keyType: "secp256r1", config: { auth } },
    ],
    [
      { credentials: "accessKey", ...auth },
      { backend: "aws", keyType: "P-256", config: { auth } },
    ],
    [
      { credentials: "accessKey", ...auth },
      { backend: "aws", keyType: "P-256", config: auth },
    ],
    [
      { credentials: "default", region: "eu-central-1" },
      { backend: "aws", config: { region: "eu-central-1" } },
    ],
  ])("reaches AWS KMS by %o, and no secret comes back (S1)", async (config, key) => {
    const answer = await api.post("/authorities", { ...authorityBody("aws.words.example.org"), key });
    expect([answer.status, triedWith.at(-1)]).toEqual([503, config]);
    expect(JSON.stringify(answer.body)).not.toContain("canary-value");
  });

  test("is refused by its own places", async () => {
    const { secretAccessKey: _, ...half } = auth;
    const ask = async (key: object) =>
      refusedAt(await api.post("/authorities", { ...authorityBody("bad.words.example.org"), key }));
    expect(await ask({ backend: "aws", keyType: "secp256r1", config: { auth: half } })).toEqual([
      400,
      "badOrMissingField",
      "key.config.auth.secretAccessKey",
    ]);
    const unknown = { auth: { ...auth, secret: "canary-value" } };
    expect(await ask({ backend: "aws", config: unknown })).toEqual([
      400,
      "badOrMissingField",
      "key.config.auth.secret",
    ]);
    expect(await ask({ backend: "tse", config: undefined })).toEqual([400, "badOrMissingField", "key.config"]);
  });
});

test("a KMS that does not answer gives 503 with Retry-After and makes no authority (I15, E5)", async () => {
  const before = await shared.platform.prisma.authority.count();
  const answer = await api.post("/authorities", {
    ...authorityBody("kms.example.org"),
    keyVaultMetadata: { resourceUrl: "https://kms.eu-central-1.amazonaws.com/" },
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("7");
  expect(answer.body.error).toMatchObject({ code: "serviceUnavailable", innererror: { code: "transientError" } });
  expect(await shared.platform.prisma.authority.count()).toBe(before);
});
