import { beforeAll, expect, test, vi } from "vitest";
import { type AdminClient, adminClient, authorityBody, call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const beta = (authorityId: string) => `/beta/verifiableCredentials/authorities/${authorityId}/didInfo/signingKeys`;

let api: AdminClient;
let owner: string;
beforeAll(async () => {
  shared.platform = await testPlatform();
  owner = await tokenFor(shared.platform, { role: "owner" });
  api = adminClient(owner);
  await api.post("/onboard");
});

/** An authority on this server's own domain, which therefore serves its document. */
async function newAuthority(domain: string) {
  const { body } = await api.post("/authorities", authorityBody(domain));
  const didInfo = `/authorities/${body.id}/didInfo`;
  return {
    body,
    rotate: `${didInfo}/signingKeys/rotate`,
    add: `${didInfo}/signingKeys`,
    synchronize: `${didInfo}/synchronizeWithDidDocument`,
  };
}

test("rotate answers 200 and the authority, outOfSync, its new key first; synchronize makes it published", async () => {
  const { body: before, rotate, synchronize } = await newAuthority("portal.example.org");
  const [old] = before.didModel.signingKeys;
  // Published clients send all kinds of bodies to operations that take none.
  const rotated = await api.post(rotate, "");
  expect(rotated.status).toBe(200);
  expect(rotated.body).toEqual({
    ...before,
    didModel: {
      ...before.didModel,
      didDocumentStatus: "outOfSync",
      signingKeys: [expect.stringMatching(/^https:\/\/portal\.example\.org\/signing-keys\//), old],
    },
  });
  const [young] = rotated.body.didModel.signingKeys;
  expect(young).not.toBe(old);
  expect(rotated.body.kmsMetadata.keyId).toBe(old);
  expect((await api.get(`/authorities/${before.id}`)).body).toEqual(rotated.body);

  const synchronized = await api.post(synchronize, {});
  expect(synchronized.status).toBe(200);
  expect(synchronized.body).toEqual({
    ...before,
    didModel: { ...before.didModel, signingKeys: [young, old] },
    kmsMetadata: { ...before.kmsMetadata, keyId: young },
  });
});

test("a document that is not hosted yet leaves everything as it is, with 200 (section 7.5)", async () => {
  const { rotate, synchronize } = await newAuthority("elsewhere.example.org");
  const rotated = await api.post(rotate);
  const answer = await api.post(synchronize);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(rotated.body);
  expect(answer.body.didModel.didDocumentStatus).toBe("outOfSync");
});

test("a key may be asked for by its curve (section 13)", async () => {
  const { body: authority, add } = await newAuthority("curves.example.org");
  const made = await api.post(add, { signingKeyCurve: "secp256k1" });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({ id: expect.any(String), keyUrl: expect.any(String), curve: "secp256k1" });
  const { didModel } = (await api.get(`/authorities/${authority.id}`)).body;
  expect(didModel).toMatchObject({
    didDocumentStatus: "outOfSync",
    signingKeys: [made.body.keyUrl, expect.any(String)],
  });
  const document = (await api.post(`/authorities/${authority.id}/generateDidDocument`)).body;
  expect(document.verificationMethod).toMatchObject([
    { type: "EcdsaSecp256k1VerificationKey2019", publicKeyJwk: { kty: "EC", crv: "secp256k1" } },
    { type: "JsonWebKey2020", publicKeyJwk: { kty: "EC", crv: "P-256" } },
  ]);
  for (const body of [{}, { signingKeyCurve: "P-1" }, { signingKeyCurve: "RSA-2048" }]) {
    const refused = await api.post(add, body);
    expect(refused.status).toBe(400);
    expect(refused.body.error.innererror).toMatchObject({ code: "badOrMissingField", target: "signingKeyCurve" });
  }
});

test("at ten keys a rotation makes room by itself, and a key asked for by its curve is refused (section 3.4)", async () => {
  const { body, rotate, add } = await newAuthority("full.example.org");
  for (let made = 1; made < 10; made++) expect((await api.post(rotate)).status).toBe(200);
  const refused = await api.post(add, { signingKeyCurve: "P-256" });
  expect(refused.status).toBe(400);
  expect(refused.body.error.innererror).toMatchObject({
    code: "signingKeyLimitReached",
    message: "Maximum number of signing keys has been reached",
    target: "signingKeys",
  });
  expect((await api.post(rotate)).body.didModel.signingKeys).toHaveLength(10);
  const cancelled = await call("POST", `${beta(body.id)}/cancelRotation`, { token: owner });
  expect(cancelled.status).toBe(200);
  expect(cancelled.body.didModel).toEqual(body.didModel);
});

test("a retired key is removed by an owner who names what stops verifying (A6, I8)", async () => {
  const { body, rotate, synchronize } = await newAuthority("portal.example.org");
  await api.post(rotate);
  await api.post(synchronize);
  const listed = await call("GET", beta(body.id), { token: owner });
  expect(listed.body.value).toMatchObject([
    { role: "current", liveCredentials: 0 },
    { role: "retired", keyUrl: body.didModel.signingKeys[0], keyType: "P-256" },
  ]);
  const remove = (live: string, token = owner) =>
    call("DELETE", `${beta(body.id)}/${listed.body.value[1].id}${live}`, { token });

  const admin = await tokenFor(shared.platform, { role: "admin" });
  expect((await remove("?liveCredentials=0", admin)).status).toBe(403);
  for (const wrong of ["", "?liveCredentials=-1", "?liveCredentials=x", "?liveCredentials="]) {
    const refused = await remove(wrong);
    expect([refused.status, refused.body.error.innererror.target]).toEqual([400, "liveCredentials"]);
  }
  const miscounted = await remove("?liveCredentials=1");
  expect([miscounted.status, miscounted.body.error.innererror.target]).toEqual([409, "liveCredentials"]);
  const removed = await remove("?liveCredentials=0");
  expect(removed.status).toBe(200);
  expect(removed.body.didModel.signingKeys).toEqual([listed.body.value[0].keyUrl]);
  expect((await remove("?liveCredentials=0")).status).toBe(404);
});
