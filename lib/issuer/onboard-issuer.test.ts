import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { jwkOfDidJwk } from "@/lib/did/jwk";
import { didKeyJcsOf, didKeyOf, jwkOfDidKey } from "@/lib/did/key";
import { exportedJwk } from "@/lib/issuer/did-of-key";
import { resolveIssuer } from "@/lib/issuer/resolve-issuer";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let token: string;
beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
});

const onboard = (body?: unknown, headers: Record<string, string> = {}) =>
  call("POST", "/onboard/issuer", { token, headers, ...(body !== undefined && { body }) });

test("a local key's text has its kid between curve and x, and gives the printed did:jwk (section 14)", () => {
  const publicJwk = {
    kty: "EC",
    crv: "P-256",
    x: "q-LZDK-TZQSUczy_1K6TBFeVn60rMv4KjYvTePy2TGs",
    y: "qTbiSREfWRZtAKZsW-k-0BHIIYpAN0fhnjaqeMIU5OY",
  } as const;
  const text = JSON.stringify(exportedJwk({ backend: "jwk", publicJwk }));
  expect(Buffer.from(text).toString("base64url")).toBe(
    "eyJrdHkiOiJFQyIsImNydiI6IlAtMjU2Iiwia2lkIjoiU2kwN2pJWHFMc01LSHkwdmd5dlBiY0l2SVB4ZHFMN1FzNlNUcXJ4MVVDOCIsIngiOiJxLUxaREstVFpRU1VjenlfMUs2VEJGZVZuNjByTXY0S2pZdlRlUHkyVEdzIiwieSI6InFUYmlTUkVmV1JadEFLWnNXLWstMEJISUlZcEFOMGZobmphcWVNSVU1T1kifQ",
  );
});

test("a backend's key has no kid in its text, and gives the seed's did:jwk (section 14)", () => {
  const publicJwk = {
    kty: "EC",
    crv: "P-256",
    x: "RfvJGDXOjz3NOSKgZ0VlijXST8S-j96DrG0C1AMNAK8",
    y: "vSt2q7yIy0-AhAirMuuDmUScxkgf4JVfId-vTETraQA",
  } as const;
  expect(JSON.stringify(exportedJwk({ backend: "aws", publicJwk }))).toBe(
    '{"kty":"EC","crv":"P-256","x":"RfvJGDXOjz3NOSKgZ0VlijXST8S-j96DrG0C1AMNAK8","y":"vSt2q7yIy0-AhAirMuuDmUScxkgf4JVfId-vTETraQA"}',
  );
});

test("an empty request makes an Ed25519 key and its did:jwk, without private members (S2)", async () => {
  for (const body of [undefined, {}]) {
    const { status, headers, body: answer } = await onboard(body);
    expect(status).toBe(200);
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(Object.keys(answer)).toEqual(["issuerKey", "issuerDid"]);
    expect(Object.keys(answer.issuerKey.jwk)).toEqual(["kty", "crv", "kid", "x"]);
    expect(answer.issuerKey).toMatchObject({ type: "jwk", jwk: { kty: "OKP", crv: "Ed25519" } });
    const { kid, ...jwk } = answer.issuerKey.jwk;
    expect(keyThumbprint(jwk)).toBe(kid);
    expect(jwkOfDidJwk(answer.issuerDid)).toEqual(jwk);
  }
});

test.each([
  ["Ed25519", "EdDSA"],
  ["secp256r1", "ES256"],
  ["secp256k1", "es256k"],
  ["secp384r1", "P-384"],
  ["secp521r1", "p521"],
  ["RSA", "rs256"],
])("%s is made by any of its names, with a did:key of that key", async (name, alias) => {
  for (const keyType of [name, alias]) {
    const { status, body } = await onboard({
      key: { backend: "JWK", keyType },
      did: { method: "KEY", config: { useJwkJcsPub: keyType === alias } },
    });
    expect(status).toBe(200);
    const inside = jwkOfDidKey(body.issuerDid);
    expect(inside && keyThumbprint(inside)).toBe(body.issuerKey.jwk.kid);
    const { kid: _, ...jwk } = body.issuerKey.jwk;
    expect(body.issuerDid).toBe(keyType === alias ? didKeyJcsOf(jwk) : didKeyOf(jwk));
  }
});

test("an onboarded key is a row of the key page, and its issuer an authority of the portal", async () => {
  const ctx = await testCtx(shared.platform);
  const { body } = await onboard({ key: { name: "Sample issuer" } });
  const authority = await ctx.db.authority.findFirstOrThrow({
    where: { tenantId: ctx.tenantId, did: body.issuerDid },
    select: { name: true, linkedDomainUrl: true, keys: { select: { fragment: true, signingKey: true } } },
  });
  expect(authority).toMatchObject({ name: "Sample issuer", linkedDomainUrl: null });
  expect(authority.keys).toMatchObject([{ fragment: "0", signingKey: { name: "Sample issuer", state: "enabled" } }]);
});

test("the key object names its key again: whole, as a reference, or with its private part", async () => {
  const ctx = await testCtx(shared.platform);
  const { issuerKey, issuerDid } = (await onboard({ key: { keyType: "secp256r1" } })).body;
  const first = await resolveIssuer(ctx, { issuerKey, issuerDid });
  expect(first.did).toBe(issuerDid);
  const { kid } = issuerKey.jwk;
  for (const named of [
    issuerKey,
    { type: "jwk", id: kid },
    { type: "JWK", jwk: JSON.stringify(issuerKey.jwk) },
    { type: "local", jwk: issuerKey.jwk },
  ]) {
    expect((await resolveIssuer(ctx, { issuerKey: named, issuerDid })).authorityId).toBe(first.authorityId);
    expect((await resolveIssuer(ctx, { issuerKey: named })).authorityId).toBe(first.authorityId);
  }
});

test.each(["Ed25519", "secp256r1"])(
  "a key of %s is told in its members' order, and its kid is its thumbprint",
  async (keyType) => {
    const { issuerKey } = (await onboard({ key: { backend: "jwk", keyType } })).body;
    expect(Object.keys(issuerKey)).toEqual(["type", "jwk"]);
    const { kid, ...jwk } = issuerKey.jwk;
    expect(Object.keys(issuerKey.jwk)).toEqual(["kty", "crv", "kid", "x", ...("y" in jwk ? ["y"] : [])]);
    expect(keyThumbprint(jwk)).toBe(kid);
  },
);

test("a private key is taken in its old forms: as a text, and as local (section 5.2)", async () => {
  const ctx = await testCtx(shared.platform);
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const asText = await resolveIssuer(ctx, { issuerKey: { type: "local", jwk: JSON.stringify(jwk) } });
  const asObject = await resolveIssuer(ctx, { issuerKey: { type: "jwk", jwk } });
  expect(asText.publicJwk).toEqual({ kty: "OKP", crv: "Ed25519", x: jwk.x });
  expect(asObject.authorityId).toBe(asText.authorityId);
});

test("a private JWK that was sent in is sealed, found again, and never told (S2, I7)", async () => {
  const ctx = await testCtx(shared.platform);
  const d = "sMjI1SVu4vKHLr3JwgUMu10Ihn5OL0sCaqjfZP8xpUU";
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d,
    kid: "Si07jIXqLsMKHy0vgyvPbcIvIPxdqL7Qs6STqrx1UC8",
    x: "q-LZDK-TZQSUczy_1K6TBFeVn60rMv4KjYvTePy2TGs",
    y: "qTbiSREfWRZtAKZsW-k-0BHIIYpAN0fhnjaqeMIU5OY",
  };
  const issuerKey = { type: "jwk", jwk };
  const all = await Promise.all([1, 2, 3].map(() => resolveIssuer(ctx, { issuerKey })));
  expect(new Set(all.map(({ authorityId }) => authorityId)).size).toBe(1);
  expect(all[0]?.did.startsWith("did:key:zDn")).toBe(true);
  const { d: _, ...publicJwk } = jwk;
  const again = await resolveIssuer(ctx, { issuerKey: { type: "jwk", jwk: publicJwk } });
  expect(again.authorityId).toBe(all[0]?.authorityId);
  expect((await again.signer.sign(Buffer.from("sample"))).length).toBe(64);
  const rows = [await ctx.db.signingKey.findMany(), await ctx.db.auditEvent.findMany({ omit: { sequence: true } })];
  expect(JSON.stringify(rows)).not.toContain(d);
});

describe("what is not the caller's own", () => {
  test("another tenant's key does not exist, whatever names it (S8, I10)", async () => {
    const { issuerKey, issuerDid } = (await onboard({})).body;
    const stranger = await testCtx(shared.platform, { tenant: "stranger" });
    for (const named of [issuerKey, { type: "jwk", id: issuerKey.jwk.kid }]) {
      await expect(resolveIssuer(stranger, { issuerKey: named, issuerDid })).rejects.toMatchObject({
        code: "invalid_request",
        target: "issuerKey",
      });
    }
  });

  test("a DID of another key is refused, and so is one that nobody made", async () => {
    const ctx = await testCtx(shared.platform);
    const { issuerKey } = (await onboard({})).body;
    const other = (await onboard({})).body.issuerDid;
    for (const issuerDid of [other, "did:key:zDnaeV99rhdgMJUtvxsfvGW6gfP6B4Rhv5BKLR8fFhsBa3VCa", "did:none:x", "x"]) {
      const refused = resolveIssuer(ctx, { issuerKey, issuerDid });
      await expect(refused).rejects.toMatchObject({ code: "invalid_request", target: "issuerDid" });
    }
  });

  test("who may only issue brings in no keys of its own", async () => {
    const actor = { type: "app", id: "crm", permissions: ["Credential.Issue"] } as const;
    const ctx = await testCtx(shared.platform, { actor });
    const { issuerKey, issuerDid } = (await onboard({})).body;
    expect((await resolveIssuer(ctx, { issuerKey, issuerDid })).did).toBe(issuerDid);
    const jwk = {
      kty: "OKP",
      crv: "Ed25519",
      d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
      x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    };
    await expect(resolveIssuer(ctx, { issuerKey: { type: "jwk", jwk } })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("refusals have the words of the envelope (section 2.1)", () => {
  test.each<[string, unknown, string]>([
    [
      "an unknown backend",
      { key: { backend: "x" } },
      "The key backend 'x' is not supported. Ensure you are using a compatible backend.",
    ],
    [
      "Oracle",
      { key: { backend: "oci-rest-api", config: {} } },
      "Supported are jwk, tse, aws, aws-rest-api, azure and azure-rest-api.",
    ],
    ["an empty backend", { key: { backend: "" } }, "Key backend in the request body cannot be empty"],
    [
      "an unknown key type",
      { key: { keyType: "x" } },
      "The key type 'x' is not supported. Please provide a valid key type.",
    ],
    [
      "a key type that Vault cannot make",
      { key: { backend: "tse", keyType: "secp256k1" } },
      "The key type 'secp256k1' is not supported. Please provide a valid key type.",
    ],
    ["an empty method", { did: { method: "" } }, "DID method in the request body cannot be empty"],
    ["another method", { did: { method: "ion" } }, "Unsupported DID method: ion"],
    ["an unknown member", { keys: {} }, "Request body contains unknown field(s): keys"],
    [
      "a secret in the wrong place",
      { key: { backend: "aws", keyType: "secp256r1", config: { secret: "canary" } } },
      "Request body contains unknown field(s): key.config.secret",
    ],
    [
      "an access key without its secret",
      {
        key: {
          backend: "aws",
          keyType: "P-256",
          config: { auth: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", region: "eu-central-1" } },
        },
      },
      "Request body is missing required field(s): key.config.auth.secretAccessKey",
    ],
    [
      "a key type that Azure cannot make",
      { key: { backend: "azure", config: {} } },
      "The key type 'Ed25519' is not supported. Please provide a valid key type.",
    ],
    [
      "a backend of Oracle's SDK",
      { key: { backend: "oci", config: {} } },
      "The key backend 'oci' is not supported. Ensure you are using a compatible backend. Supported are jwk, tse, aws, aws-rest-api, azure and azure-rest-api.",
    ],
    [
      "Azure without its config",
      { key: { backend: "azure-rest-api", keyType: "secp256r1" } },
      "Request body is missing required field(s): key.config",
    ],
    ["Vault without its config", { key: { backend: "tse" } }, "Request body is missing required field(s): key.config"],
  ])("%s", async (name, body, message) => {
    const { status, body: answer } = await onboard(body);
    expect({ status, answer }).toMatchObject({
      status: 400,
      answer: { exception: true, id: "BadRequestException", status: "Bad Request", code: "400" },
    });
    // Word by word, as clients compare it; only Oracle's refusal goes on from there.
    if (name === "Oracle") expect(answer.message).toContain(message);
    else expect(answer.message).toBe(message);
    expect(answer.details.expectedType).toBe("OnboardingRequest");
    expect(JSON.stringify(answer)).not.toContain("canary");
  });

  test("no token, and too few rights", async () => {
    const none = await call("POST", "/onboard/issuer", { body: {} });
    expect(none).toMatchObject({ status: 401, body: { code: "401", id: "UnauthorizedException" } });
    const reader = await tokenFor(shared.platform, { role: "reader" });
    const little = await call("POST", "/onboard/issuer", { token: reader, body: {} });
    expect(little).toMatchObject({ status: 403, body: { code: "403", status: "Forbidden" } });
  });
});

test("the same request with the same Idempotency-Key makes one issuer (D8)", async () => {
  const ctx = await testCtx(shared.platform);
  const headers = { "idempotency-key": "onboard-once" };
  const before = await ctx.db.authority.count();
  const answers = [await onboard({}, headers), await onboard({}, headers)];
  expect(answers[1]?.body).toEqual(answers[0]?.body);
  expect(await ctx.db.authority.count()).toBe(before + 1);
});

test("a new organisation begins with its first request; one that opted out does not come back so (I12)", async () => {
  const fresh = await tokenFor(shared.platform, { role: "owner" }, "fresh");
  expect((await call("POST", "/onboard/issuer", { token: fresh, body: {} })).status).toBe(200);
  await call("POST", "/v1.0/verifiableCredentials/optout", { token: fresh });
  const later = await tokenFor(shared.platform, { role: "owner" }, "fresh");
  const refused = await call("POST", "/onboard/issuer", { token: later, body: {} });
  expect(refused).toMatchObject({ status: 409, body: { code: "409" } });
});
