import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { Problem } from "@/lib/kernel/errors";
import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import { type AdminClient, adminClient, authorityBody, call, tokenFor } from "@/lib/testing/admin-api";
import { sampleContract } from "@/lib/testing/contract";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const keys = jwkProvider() as KeyProvider;
let signatures = 0;
let refuseSigning: Problem | null = null;
const counting: KeyProvider = {
  ...keys,
  sign: async (key, data) => {
    if (refuseSigning) throw refuseSigning;
    signatures++;
    return keys.sign(key, data);
  },
};

let api: AdminClient;
let authority: { id: string; didModel: { did: string } };
let contract: { id: string; manifestUrl: string };

const localised = sampleContract().displays;
const displays = [...(localised as object[]), { ...(localised as object[])[0], locale: "de" }];

beforeAll(async () => {
  shared.platform = await testPlatform({ keyProviders: { jwk: counting, aws: counting } });
  api = adminClient(await tokenFor(shared.platform, { role: "owner" }));
  await api.post("/onboard");
  authority = (await api.post("/authorities", authorityBody("manifest.example.org"))).body;
  contract = (await api.post(`/authorities/${authority.id}/contracts`, { ...sampleContract(), displays })).body;
});

const read = (headers: Record<string, string> = {}, url = contract.manifestUrl) =>
  call("GET", new URL(url).pathname, { headers });
const signed = { "x-ms-sign-contract": "true" };

test("anyone reads the manifest at manifestUrl, and caches know what it depends on", async () => {
  const { status, body, headers } = await read({ "x-ms-sign-contract": "false" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: contract.id,
    display: { contract: contract.manifestUrl, locale: "en-US" },
    input: { issuer: authority.didModel.did },
    iss: authority.didModel.did,
  });
  expect(headers.get("vary")).toBe("accept-language, x-ms-sign-contract");
  expect(headers.get("content-language")).toBe("en-US");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  const again = await read({ "x-ms-sign-contract": "false", "if-none-match": headers.get("etag") ?? "" });
  expect([again.status, again.headers.get("vary")]).toEqual([304, "accept-language, x-ms-sign-contract"]);
  expect((await read({ "accept-language": "de-AT, en;q=0.2" })).body.display.locale).toBe("de");
});

test("signed, it is the same under the authority's current key, as an independent library finds", async () => {
  const { body } = await read(signed);
  const document = (await api.post(`/authorities/${authority.id}/generateDidDocument`)).body;
  const [method] = document.verificationMethod;
  expect(Object.keys(body)).toEqual(["token"]);
  expect(decodeProtectedHeader(body.token)).toEqual({ alg: "ES256", typ: "JWT", kid: method.controller + method.id });
  const key = await importJWK(method.publicKeyJwk, "ES256");
  const { payload } = await jwtVerify(body.token, key, { currentDate: shared.platform.now() });
  const plain = (await read({ "x-ms-sign-contract": "false" })).body;
  expect(payload).toEqual(plain);
  // Published clients that do not say which they want look for either.
  expect((await read()).body).toEqual({ ...plain, token: body.token });
});

test("however many ask, a version is signed once a day in each language", async () => {
  const made = await api.post(`/authorities/${authority.id}/contracts`, {
    ...sampleContract({ name: "Counted" }),
    displays,
  });
  const path = `/authorities/${authority.id}/contracts/${made.body.id}`;
  const ask = async (language: string) =>
    Promise.all(
      Array.from({ length: 10 }, () => read({ ...signed, "accept-language": language }, made.body.manifestUrl)),
    );
  const before = signatures;
  await ask("en");
  await ask("fr");
  expect(signatures - before).toBe(1);
  await ask("de");
  expect(signatures - before).toBe(2);
  const changed = { rules: { ...made.body.rules, validityInterval: 3600 } };
  await api.patch(path, changed);
  await ask("de");
  expect(signatures - before).toBe(3);
  shared.platform.clock.advance(24 * 3600);
  await ask("de");
  expect(signatures - before).toBe(4);
});

test("a key that cannot sign now makes it a 503 with Retry-After, and the next reading tries anew (I15)", async () => {
  const made = await api.post(`/authorities/${authority.id}/contracts`, sampleContract({ name: "Unsigned" }));
  const noise = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  refuseSigning = new Problem("key_provider_unavailable", "Busy.", { retryAfterSeconds: 7 });
  const refused = await read(signed, made.body.manifestUrl);
  refuseSigning = null;
  noise.mockRestore();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "7"]);
  expect(refused.body.error.innererror.code).toBe("transientError");
  expect((await read(signed, made.body.manifestUrl)).status).toBe(200);
});

test("what is not there is refused in the envelope that wallets read: other ids, another tenant, odd text", async () => {
  const [, tenantId = ""] = /tenants\/([^/]+)/.exec(contract.manifestUrl) ?? [];
  const other = "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5";
  for (const url of [
    contract.manifestUrl.replace(contract.id, other),
    contract.manifestUrl.replace(tenantId, other),
    contract.manifestUrl.replace(tenantId, "none"),
    contract.manifestUrl.replace(contract.id, "a%00b"),
  ]) {
    const { status, body, headers } = await read({}, url);
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: "notFound", innererror: { code: "notFound", target: "contractId" } });
    expect(headers.get("access-control-allow-origin")).toBe("*");
  }
});
