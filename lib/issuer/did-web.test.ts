import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { reservedNames } from "@/lib/issuer/reserved-names";
import { resolveIssuer } from "@/lib/issuer/resolve-issuer";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const HOST = "portal.example.org";
/** Documents elsewhere, by their address. */
const elsewhere = new Map<string, unknown>();
let token: string;
let stranger: string;

beforeAll(async () => {
  shared.platform = await testPlatform({
    egress: {
      refusal: () => undefined,
      request: async (url) =>
        elsewhere.has(url)
          ? { ok: true, status: 200, headers: {}, body: Buffer.from(JSON.stringify(elsewhere.get(url))) }
          : { ok: false, cause: "nothing there" },
    },
  });
  token = await tokenFor(shared.platform, { role: "owner" });
  stranger = await tokenFor(shared.platform, { role: "owner" }, "stranger");
});

const onboard = (config: object, by = token) =>
  call("POST", "/onboard/issuer", {
    token: by,
    body: { key: { keyType: "secp256r1" }, did: { method: "web", config } },
  });
const documentAt = (path: string) => call("GET", path, { headers: { host: HOST } });

test("a domain elsewhere gives its DID, with port and path encoded (section 6)", async () => {
  const dids = [
    [{ domain: "example.com", path: "optional-user-id-1234" }, "did:web:example.com:optional-user-id-1234"],
    [{ domain: "localhost:3000" }, "did:web:localhost%3A3000"],
    [{ domain: "Example.com", path: "/a//b/" }, "did:web:example.com:a:b"],
  ] as const;
  for (const [config, did] of dids) expect((await onboard(config)).body.issuerDid).toBe(did);
  const random = await onboard({ domain: "example.com", path: "x/[random-uuid]" });
  expect(random.body.issuerDid).toMatch(/^did:web:example\.com:x:[0-9a-f]{8}-[0-9a-f-]{27}$/);
});

test("without a domain, or with an odd one, nothing is made", async () => {
  const before = await shared.platform.prisma.signingKey.count();
  expect((await onboard({})).body.message).toBe('Option "domain" not found.');
  for (const config of [
    { domain: "https://example.com" },
    { domain: "example.com", path: "a b" },
    { domain: "example.com", path: "../x" },
    { domain: "x", other: 1 },
  ])
    expect((await onboard(config)).status).toBe(400);
  expect(await shared.platform.prisma.signingKey.count()).toBe(before);
});

describe("documents that are hosted here", () => {
  test.each(["team-a", "team-a/badges", "a/b/c", "A/b/c/d"])(
    "at /%s, with the very key that signs (I8)",
    async (path) => {
      const { issuerKey, issuerDid } = (await onboard({ domain: HOST, path })).body;
      expect(issuerDid).toBe(`did:web:${HOST}:${path.replaceAll("/", ":")}`);
      const { status, body } = await documentAt(`/${path}/did.json`);
      expect({ status, id: body.id }).toEqual({ status: 200, id: issuerDid });
      const { kid, ...publicKeyJwk } = issuerKey.jwk;
      expect(body.verificationMethod).toMatchObject([{ id: `${issuerDid}#${kid}`, publicKeyJwk }]);
      expect(body.assertionMethod).toEqual([`${issuerDid}#${kid}`]);
      const issuer = await resolveIssuer(await testCtx(shared.platform), { issuerKey, issuerDid });
      expect(issuer.signer.keyId).toBe(`${issuerDid}#${kid}`);
      expect((await documentAt(`/${path}-other/did.json`)).status).toBe(404);
    },
  );

  test("two issuers of one tenant share a place: the document lists both keys", async () => {
    const made = [await onboard({ domain: HOST, path: "shared" }), await onboard({ domain: HOST, path: "shared" })];
    const { body } = await documentAt("/shared/did.json");
    expect(body.verificationMethod).toHaveLength(2);
    const ctx = await testCtx(shared.platform);
    for (const { body: one } of made) {
      const { signer } = await resolveIssuer(ctx, one);
      expect(signer.keyId).toBe(`${one.issuerDid}#${one.issuerKey.jwk.kid}`);
    }
  });

  test("nobody takes another tenant's place, not even when that has left it (I8, I10)", async () => {
    const { issuerDid } = (await onboard({ domain: HOST, path: "mine" })).body;
    const before = (await documentAt("/mine/did.json")).body;
    const refused = await onboard({ domain: HOST, path: "mine" }, stranger);
    expect(refused).toMatchObject({ status: 409, body: { code: "409" } });
    await shared.platform.prisma.authority.updateMany({ where: { did: issuerDid }, data: { deletedAt: new Date(0) } });
    expect((await onboard({ domain: HOST, path: "mine" }, stranger)).status).toBe(409);
    expect((await documentAt("/mine/did.json")).body).toEqual(before);
    const both = await Promise.all([
      onboard({ domain: HOST, path: "race" }),
      onboard({ domain: HOST, path: "race" }, stranger),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("no key is left where the place was taken (I14)", async () => {
    const keys = () => shared.platform.prisma.signingKey.count({ where: { state: { in: ["creating", "enabled"] } } });
    await onboard({ domain: HOST, path: "taken" });
    const before = await keys();
    expect((await onboard({ domain: HOST, path: "taken" }, stranger)).status).toBe(409);
    expect(await keys()).toBe(before);
  });

  test("the whole host, without path, is at its well-known place", async () => {
    const { issuerDid } = (await onboard({ domain: HOST })).body;
    expect((await documentAt("/.well-known/did.json")).body.id).toBe(issuerDid);
  });

  test("paths of this server are nobody's: its own pages and routes stay what they are", async () => {
    for (const path of ["authorities", "v1.0/x", "oid4vci/a", "api", "token", "a/b/c/d/e"])
      expect(await onboard({ domain: HOST, path })).toMatchObject({ status: 400 });
    const folders = ["app", "app/(portal)"].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
    );
    for (const name of folders.filter((one) => !/^[([]/.test(one))) expect(reservedNames).toContain(name);
  });
});

describe("a did:web that was made elsewhere", () => {
  const did = "did:web:elsewhere.example.org:issuer";
  test("is the key's where its document lists the key, by the name that it has there", async () => {
    const ctx = await testCtx(shared.platform);
    const { issuerKey } = (await onboard({ domain: "example.com" })).body;
    const { kid: _, ...publicKeyJwk } = issuerKey.jwk;
    const named = { issuerKey, issuerDid: did };
    await expect(resolveIssuer(ctx, named)).rejects.toMatchObject({ target: "issuerDid" });
    const method = { id: `${did}#key-7`, type: "JsonWebKey2020", controller: did, publicKeyJwk };
    const place = "https://elsewhere.example.org/issuer/did.json";
    elsewhere.set(place, { id: did, verificationMethod: [method], authentication: [method.id] });
    await expect(resolveIssuer(ctx, named)).rejects.toMatchObject({ target: "issuerDid" });
    elsewhere.set(place, { id: did, verificationMethod: [method], assertionMethod: [method.id] });
    expect((await resolveIssuer(ctx, named)).signer.keyId).toBe(`${did}#key-7`);
    const other = (await onboard({ domain: "example.com" })).body.issuerKey;
    await expect(resolveIssuer(ctx, { ...named, issuerKey: other })).rejects.toMatchObject({ target: "issuerDid" });
  });
});
