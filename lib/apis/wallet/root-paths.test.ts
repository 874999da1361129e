import { beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { call } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts, TestWallet } from "@/lib/testing/issuing";
import { codeIn, form, get, offered, preAuthorized, proofFor } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let ctx: Ctx;
let parts: IssuingParts;
const ORIGIN = "https://portal.example.org";

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx);
});

const wanted = { format: "jwt_vc_json", credential_definition: { type: ["VerifiableCredential", "StaffBadge"] } };

test.each([
  ["/draft13", "/draft13/credentialOffer", `${ORIGIN}/draft13`],
  ["", "/openid4vc/credentialOffer", ORIGIN],
])("a client that knows the addresses below '%s' by heart claims its credential", async (prefix, offer, identifier) => {
  const wallet = await TestWallet.make();
  const { offerToken } = await offered(ctx, parts, { protocol: "draft13" });
  const answer = await get(`${offer}?id=${offerToken}`);
  const { body: token } = await form(`${prefix}/token`, preAuthorized(codeIn(answer)));
  expect(token.expires_in).toBe(300);
  const ask = async (aud: string, nonce: string) =>
    call("POST", `${prefix}/credential`, {
      token: token.access_token,
      body: { ...wanted, proof: { proof_type: "jwt", jwt: await proofFor(wallet, ctx, aud, nonce) } },
    });
  expect((await ask("https://other.example.org", token.c_nonce)).body.error).toBe("invalid_proof");
  const byOffer = await ask(answer.body.credential_issuer, token.c_nonce);
  const byAddress = await ask(identifier, byOffer.body.c_nonce);
  expect([byOffer.status, byAddress.status]).toEqual([200, 200]);
});

test("the id of a session, which all who read sessions know, gives no offer (P1)", async () => {
  const { id } = await offered(ctx, parts, { protocol: "draft13" });
  for (const path of ["/openid4vc/credentialOffer", "/draft13/credentialOffer"]) {
    const { status, body } = await get(`${path}?id=${id}`);
    expect([status, body.error_description]).toEqual([404, "No active issuance session found by the given id"]);
  }
});

test("a version serves the sessions of that version, and an unknown one is refused by name", async () => {
  const { offerToken, read } = await offered(ctx, parts, { protocol: "draft11" });
  expect((await get(`/draft13/credentialOffer?id=${offerToken}`)).status).toBe(404);
  const code = codeIn(await read());
  expect((await form("/draft13/token", preAuthorized(code))).body.error).toBe("invalid_grant");
  expect((await form("/draft11/token", preAuthorized(code))).status).toBe(200);
  for (const path of [
    "/draft12/credentialOffer?id=x",
    "/draft12/.well-known/openid-credential-issuer",
    "/draft12/jwks",
  ]) {
    const { status, body } = await get(path);
    expect([status, body.error_description]).toEqual([400, "Unsupported version: draft12"]);
  }
  expect((await form("/draft12/token", {})).body.error_description).toBe("Unsupported version: draft12");
});

test("what is malformed is a 400 or 401 in OAuth's words, never a fault of ours (I15)", async () => {
  for (const prefix of ["", "/draft13"]) {
    expect((await form(`${prefix}/token`, {})).body.error).toBe("invalid_request");
    expect((await form(`${prefix}/token`, preAuthorized("x"))).body.error).toBe("invalid_grant");
    for (const path of ["credential", "batch_credential", "credential_deferred"]) {
      expect((await call("POST", `${prefix}/${path}`, { body: {} })).status).toBe(401);
      expect((await call("POST", `${prefix}/${path}`, { token: "x", body: {} })).status).toBe(401);
    }
    expect((await get(`${prefix}/authorize?issuer_state=x`)).status).toBe(400);
    expect((await form(`${prefix}/par`, { issuer_state: "x" })).status).toBe(400);
  }
});

test("the addresses say what they are", async () => {
  for (const [path, issuer] of [
    ["/draft13/.well-known/openid-credential-issuer", `${ORIGIN}/draft13`],
    ["/.well-known/openid-credential-issuer/draft13", `${ORIGIN}/draft13`],
    ["/.well-known/openid-credential-issuer", ORIGIN],
    ["/draft11/.well-known/openid-configuration", `${ORIGIN}/draft11`],
  ]) {
    const { status, body } = await get(path ?? "");
    expect([status, body.credential_issuer]).toEqual([200, issuer]);
    expect(body.deferred_credential_endpoint).toBe(`${issuer}/credential_deferred`);
    expect([body.token_endpoint, body.jwks_uri]).toEqual([`${issuer}/token`, `${issuer}/jwks`]);
  }
  expect((await get("/.well-known/jwt-vc-issuer/draft13")).body).toEqual({
    issuer: `${ORIGIN}/draft13`,
    jwks_uri: `${ORIGIN}/draft13/jwks`,
  });
  expect((await get("/draft13/jwks")).body).toEqual({ keys: [] });
  const { body } = await get("/draft13/.well-known/openid-credential-issuer");
  expect(body.credential_configurations_supported.OpenBadgeCredential_jwt_vc_json).toMatchObject({
    format: "jwt_vc_json",
    credential_definition: { type: ["VerifiableCredential", "OpenBadgeCredential"] },
  });
  expect(body.credential_configurations_supported.OpenBadgeCredential_jwt_vc.format).toBe("jwt_vc");
  const older = (await get("/draft11/.well-known/openid-credential-issuer")).body.credentials_supported;
  expect(older.find(({ id }: { id: string }) => id === "OpenBadgeCredential_jwt_vc").format).toBe("jwt_vc");
  const vct = `${ORIGIN}/draft13/OpenBadgeCredential`;
  expect(body.credential_configurations_supported["OpenBadgeCredential_vc+sd-jwt"].vct).toBe(vct);
  expect((await get("/.well-known/vct/draft13/OpenBadgeCredential")).body).toMatchObject({ vct });
  expect((await get("/.well-known/vct/draft13/Unknown")).status).toBe(404);
});
