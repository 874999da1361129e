import { beforeAll, describe, expect, test, vi } from "vitest";
import { createAuthority } from "@/lib/authority/create-authority";
import type { Ctx } from "@/lib/context";
import { createContract } from "@/lib/contract/create-contract";
import type { ContractView } from "@/lib/contract/schema";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { badge, badgeClaims, codeOf, type IssuingParts, issuingParts, redeem } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const BASE = "/v1.0/verifiableCredentials";
let ctx: Ctx;
let parts: IssuingParts;
let token: string;

beforeAll(async () => {
  shared.platform = await testPlatform({
    egress: {
      request: async () => ({ ok: false, cause: "no network in tests" }),
      refusal: (url: string) => (url.startsWith("https://app.example.org/") ? undefined : "not public"),
    },
  });
  ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx, { allowOverrideValidityIntervalOnIssuance: true });
  token = await tokenFor(shared.platform, { permissions: ["VerifiableCredential.Create.IssueRequest"] });
});

const request = (contract: ContractView = parts.contract) => ({
  authority: parts.issuer.did,
  manifest: contract.manifestUrl,
  type: "StaffBadge",
  registration: { clientName: "Badge desk" },
  callback: { url: "https://app.example.org/events", state: "order 7", headers: { "api-key": "sample" } },
  claims: badgeClaims,
});

const ask = (changes: object = {}) => {
  const body = Object.fromEntries(
    Object.entries({ ...request(), ...changes }).filter(([, value]) => value !== undefined),
  );
  return call("POST", `${BASE}/createIssuanceRequest`, { token, body });
};

test("an offer is made with what was asked for, and the QR code is a picture of its address", async () => {
  const { status, body } = await ask({ includeQRCode: true });
  expect(status).toBe(201);
  expect(body).toEqual({
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    url: expect.stringMatching(/^openid-credential-offer:\/\//),
    expiry: Math.floor(ctx.now().getTime() / 1000) + 300,
    qrCode: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/),
  });
  expect((await ask()).body).not.toHaveProperty("qrCode");
});

test("a member that is null counts as left out, as published clients send it", async () => {
  expect((await ask({ pin: null, expirationDate: null, callback: null })).status).toBe(201);
  expect((await ask({ includeQRCode: null, format: null, protocol: null })).status).toBe(201);
  const pin = { value: "1234", length: 4, type: null, salt: null, alg: null, iterations: null };
  expect((await ask({ pin })).status).toBe(201);
  for (const claims of [null, { name: null }]) {
    const { status, body } = await ask({ claims });
    expect([status, body.error.innererror.target]).toEqual([400, "claims.name"]);
  }
});

test("null for the members of callback and registration counts as left out, too", async () => {
  const registration = { clientName: "Front desk", logoUrl: null, termsOfServiceUrl: null, purpose: null };
  const callback = { url: "https://app.example.org/events", state: "order 8", headers: null };
  const { status, body } = await ask({ registration, callback });
  expect(status).toBe(201);
  const where = { tenantId: ctx.tenantId, id: body.requestId };
  const row = await ctx.db.issuanceSession.findFirstOrThrow({ where });
  expect(row.registration).toEqual({ clientName: "Front desk" });
});

test("who asked is kept with the transaction, the empty links that clients send left as they are", async () => {
  const registration = { clientName: "Front desk", logoUrl: "", termsOfServiceUrl: "https://app.example.org/terms" };
  const { body } = await ask({ registration });
  const where = { tenantId: ctx.tenantId, id: body.requestId };
  expect((await ctx.db.issuanceSession.findFirstOrThrow({ where })).registration).toEqual(registration);
});

describe("a PIN that we are told only as a hash", () => {
  const pin = {
    value: "sV3r6/fmYZeNnXg+5aNJaCWzE33jiRQCn0+ICxBU5eM=",
    length: 4,
    type: "numeric",
    salt: "somesalt",
    alg: "sha256",
    iterations: 1,
  };
  const codeFor = async (sent: object) =>
    codeOf(ctx, parts.issuer, (await ask({ pin: sent, callback: undefined })).body.url);
  const redeemed = (code: string, typed: string) => redeem(ctx, parts.issuer, code, typed);

  test("opens by the digits that the holder types, as in the reference's vector, and by none else (P1)", async () => {
    const code = await codeFor(pin);
    await expect(redeemed(code, "3538")).rejects.toMatchObject({ code: "invalid_grant" });
    await expect(redeemed(code, pin.value)).rejects.toMatchObject({ code: "invalid_grant" });
    await expect(redeemed(code, "3539")).resolves.toEqual(expect.any(String));
  });

  test("is kept as nothing that could be turned back (S6)", async () => {
    const { body } = await ask({ pin });
    const row = await ctx.db.issuanceSession.findFirstOrThrow({
      where: { tenantId: ctx.tenantId, id: body.requestId },
    });
    expect(JSON.stringify(row)).not.toContain(pin.value);
    expect(JSON.stringify(row)).not.toContain("3539");
    expect(row.txCode).toEqual({ length: 4 });
  });
});

const hash = "sV3r6/fmYZeNnXg+5aNJaCWzE33jiRQCn0+ICxBU5eM=";
const inHours = (hours: number) => new Date(Date.parse("2026-03-01T10:20:30.000Z") + hours * 3_600_000).toISOString();

test.each([
  ["a registration without a name", { registration: {} }, "registration.clientName"],
  ["no registration", { registration: undefined }, "registration"],
  ["a link that is none", { registration: { clientName: "x", logoUrl: "javascript:1" } }, "registration.logoUrl"],
  ["a QR code by text", { includeQRCode: "yes" }, "includeQRCode"],
  ["another authority", { authority: "did:web:other.example.org" }, "authority"],
  ["a type that the contract does not issue", { type: "Passport" }, "type"],
  ["a manifest from elsewhere", { manifest: "https://example.org/contract" }, "manifest"],
  ["a claim that the contract does not know", { claims: { ...badgeClaims, height: "2 m" } }, "claims.height"],
  ["a required claim left out", { claims: { name: "Sample Person" } }, "claims.number"],
  ["a claim that is no text", { claims: { ...badgeClaims, team: 7 } }, "claims.team"],
  ["a callback that is not public", { callback: { url: "https://127.0.0.1/", state: "s" } }, "callback.url"],
  ["a callback without state", { callback: { url: "https://app.example.org/" } }, "callback.state"],
  [
    "a callback header of another name",
    { callback: { url: "https://app.example.org/", state: "s", headers: { cookie: "a=b" } } },
    "callback.headers.cookie",
  ],
  ["a PIN of three digits", { pin: { value: "123", length: 3 } }, "pin.length"],
  ["a PIN of letters", { pin: { value: "abcd", length: 4 } }, "pin.value"],
  ["a PIN that is not as long as it says", { pin: { value: "12345", length: 6 } }, "pin.length"],
  ["a PIN of another kind", { pin: { value: "1234", length: 4, type: "alphanumeric" } }, "pin.type"],
  ["a hashed PIN without its salt", { pin: { value: hash, length: 4, alg: "sha256", iterations: 1 } }, "pin.salt"],
  ["a salt for digits", { pin: { value: "123456", length: 6, salt: "somesalt" } }, "pin.value"],
  ["another hash", { pin: { value: hash, length: 4, salt: "s", alg: "sha512" } }, "pin.alg"],
  ["more rounds", { pin: { value: hash, length: 4, salt: "s", alg: "sha256", iterations: 2 } }, "pin.iterations"],
  ["an end in the past", { expirationDate: inHours(-1) }, "expirationDate"],
  ["an end that is no time", { expirationDate: "tomorrow" }, "expirationDate"],
])("%s is refused, and the field is named", async (_what, changes, target) => {
  const { status, body } = await ask(changes);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: "badRequest", innererror: { code: "badOrMissingField", target } });
});

test("a contract that is not there, or another tenant's, is a manifest that cannot be fetched (section 3.4)", async () => {
  const stranger = await testCtx(shared.platform, { tenant: "stranger" });
  const theirs = await issuingParts(stranger);
  const missing = parts.contract.manifestUrl.replace(/contracts\/[^/]+/, "contracts/bm9uZQ");
  for (const manifest of [missing, theirs.contract.manifestUrl]) {
    const { status, body } = await ask({ manifest });
    expect(status).toBe(400);
    expect(body.error.innererror).toMatchObject({ code: "badOrMissingField", target: "manifest" });
    expect(body.error.innererror.message).toContain("fetch_contract_error");
  }
});

test("the end of validity can be chosen only where the contract allows it", async () => {
  expect((await ask({ expirationDate: inHours(5) })).status).toBe(201);
  const authority = await createAuthority(ctx, {
    name: "Other Works",
    linkedDomainUrl: "https://other.example.org/",
    didMethod: "web",
    key: { backend: "jwk", keyType: "P-256", config: {} },
  });
  const strict = await createContract(ctx, badge(authority.id, { name: "Strict badge" }));
  const changes = { authority: authority.did, manifest: strict.manifestUrl };
  const refused = await ask({ ...changes, expirationDate: inHours(5) });
  expect(refused.body.error.innererror).toMatchObject({
    code: "allowOverrideValidityNotEnabled",
    target: "expirationDate",
  });
  expect((await ask(changes)).status).toBe(201);
});
