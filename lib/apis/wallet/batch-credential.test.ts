import { decodeJwt } from "jose";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { recoverCredentials } from "@/lib/issuance/recover";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { answered, Listener } from "@/lib/testing/callback";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { gate } from "@/lib/testing/gate";
import { TestWallet } from "@/lib/testing/issuing";
import { codeIn, form, get, offerPath, preAuthorized, proofFor } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let listener: Listener;
let ctx: Ctx;

beforeAll(async () => {
  listener = new Listener();
  shared.platform = await testPlatform({ egress: listener.egress });
  ctx = await testCtx(shared.platform);
});
beforeEach(() => {
  listener.answer = () => answered(200);
});

const types = ["OpenBadgeCredential", "UniversityDegree"] as const;

/** A wallet with the token of a batch of two, and what it gets for one request of both; `deferred` puts one off. */
async function redeemed({ deferred = [] as readonly string[] } = {}) {
  const token = await tokenFor(shared.platform, { role: "owner" });
  const key = { key: { backend: "jwk", keyType: "secp256r1" } };
  const { body: onboarded } = await call("POST", "/onboard/issuer", { token, body: key });
  const requests = types.map((type) => ({
    ...onboarded,
    credentialConfigurationId: `${type}_jwt_vc_json`,
    credentialData: { type: ["VerifiableCredential", type], credentialSubject: { name: "Sample Person" } },
    ...(deferred.includes(type) && { issuanceType: "DEFERRED" }),
  }));
  const headers = { statusCallbackUri: "https://app.example.org/$id" };
  const { text } = await call("POST", "/openid4vc/jwt/issueBatch", { token, body: requests, headers });
  const path = offerPath(text);
  const base = path.slice(0, path.indexOf("/offers/"));
  const { body: tokens } = await form(`${base}/token`, preAuthorized(codeIn(await get(path))));
  listener.told.length = 0;
  const wallet = await TestWallet.make();
  const ask = async (wanted: readonly string[] = types, aud = `https://portal.example.org${base}`) => {
    const proof = { proof_type: "jwt", jwt: await proofFor(wallet, ctx, aud, tokens.c_nonce) };
    const described = (type: string) => ({ credential_definition: { type: ["VerifiableCredential", type] } });
    const credential_requests = wanted.map((type) => ({ format: "jwt_vc_json", ...described(type), proof }));
    return call("POST", `${base}/batch_credential`, { token: tokens.access_token, body: { credential_requests } });
  };
  const own = { tenantId: ctx.tenantId, authorityId: base.split("/")[2] ?? "" };
  const states = async (): Promise<string[]> => {
    const rows = await ctx.db.credential.findMany({ where: own });
    return rows.map(({ state, statusValue }) => `${state} ${statusValue}`).sort();
  };
  return { ask, own, states };
}

test("each answer stands where its request stands, one put off beside one given (draft 13, section 8.2)", async () => {
  const { ask, states } = await redeemed({ deferred: ["OpenBadgeCredential"] });
  const { status, body } = await ask();
  expect(status).toBe(200);
  const [later, given] = body.credential_responses;
  expect(later).toMatchObject({ format: "jwt_vc_json", transaction_id: expect.any(String) });
  expect(decodeJwt<{ vc: { type: string[] } }>(given.credential).vc.type).toContain("UniversityDegree");
  expect(await states()).toEqual(["issued 0"]);
});

test("one whose signer fails is none: nobody is told, what was signed is invalid, and all can be asked for again (I14)", async () => {
  const { ask, states } = await redeemed();
  const { jwk } = shared.platform.keyProviders;
  const sign = jwk.sign.bind(jwk);
  let calls = 0;
  const spy = vi.spyOn(jwk, "sign").mockImplementation((...input) => {
    if (++calls === 2) throw new Error("the signer fell silent");
    return sign(...input);
  });
  const refused = await ask();
  spy.mockRestore();
  expect(refused.status).toBeGreaterThanOrEqual(500);
  expect(refused.body).not.toHaveProperty("credential_responses");
  expect(listener.types()).toEqual([]);
  expect(await states()).toEqual(["abandoned 1", "abandoned 1"]);

  expect((await ask()).body.credential_responses).toHaveLength(2);
  expect(await states()).toEqual(["abandoned 1", "abandoned 1", "issued 0", "issued 0"]);
});

test("one that is not confirmed is none: what was signed is invalid, and the offer has ended (I6)", async () => {
  const { ask, own, states } = await redeemed();
  let signed = 0;
  listener.answer = ({ event }) => answered(event.type === "jwt_issue" && ++signed === 2 ? 500 : 200);
  expect((await ask()).status).toBe(400);
  expect(await states()).toEqual(["abandoned 1", "abandoned 1"]);
  const sessions = await ctx.db.issuanceSession.findMany({ where: own });
  expect(sessions.map(({ state }) => state)).toEqual(["failed", "failed"]);
});

test("one that another request overtook is none: what was released before it is taken back, and can be asked for again", async () => {
  const { ask, own, states } = await redeemed();
  let changes = 0;
  listener.answer = async ({ event }) => {
    if (event.type === "issuance_status" && ++changes === 2) {
      const second = { ...own, batchPosition: 1 };
      await ctx.db.issuanceSession.updateMany({ where: second, data: { attempt: { increment: 1 } } });
    }
    return answered(200);
  };
  expect((await ask()).status).toBe(400);
  expect(await states()).toEqual(["abandoned 1", "revoked 1"]);

  expect((await ask()).body.credential_responses).toHaveLength(2);
  expect((await states()).filter((state) => state.startsWith("issued"))).toEqual(["issued 0", "issued 0"]);
  expect(listener.told.at(-1)?.event).toMatchObject({ type: "issuance_status" });
});

test("a slow key signs all of a request at once, so that recovery's minute is enough for as many as one may ask for", async () => {
  const { ask, states } = await redeemed();
  const { jwk } = shared.platform.keyProviders;
  const sign = jwk.sign.bind(jwk);
  const all = gate();
  let calls = 0;
  const spy = vi.spyOn(jwk, "sign").mockImplementation(async (...input) => {
    if (++calls === types.length) all.open();
    await all.opened;
    return sign(...input);
  });
  const answer = await ask();
  spy.mockRestore();
  expect(answer.body.credential_responses).toHaveLength(2);
  expect(await states()).toEqual(["issued 0", "issued 0"]);
});

test("what recovery gave up in the midst of a request is not handed out, and all can be asked for again (I1, I14)", async () => {
  const { ask, states } = await redeemed();
  const { jwk } = shared.platform.keyProviders;
  const sign = jwk.sign.bind(jwk);
  let calls = 0;
  const spy = vi.spyOn(jwk, "sign").mockImplementation(async (...input) => {
    if (++calls === 2) {
      shared.platform.clock.advance(61);
      await recoverCredentials(shared.platform);
    }
    return sign(...input);
  });
  const refused = await ask();
  spy.mockRestore();
  expect(refused.body).toMatchObject({ error: "credential_request_denied" });
  expect(await states()).toEqual(["abandoned 1", "abandoned 1"]);

  expect((await ask()).body.credential_responses).toHaveLength(2);
  expect((await states()).filter((state) => state.startsWith("issued"))).toEqual(["issued 0", "issued 0"]);
});

test("a slow receiver has half a minute for all of a request: what it confirms later is not handed out (I6)", async () => {
  const { ask, states } = await redeemed();
  listener.answer = () => {
    shared.platform.clock.advance(16);
    return answered(200);
  };
  expect((await ask()).status).toBe(400);
  expect(listener.types()).toEqual(["jwt_issue", "issuance_status"]);
  expect(await states()).toEqual(["abandoned 1", "abandoned 1"]);
});

test("one whose proof or type is wrong is none: nothing is signed, nobody is told", async () => {
  const { ask, states } = await redeemed();

  expect((await ask(["OpenBadgeCredential", "Other"])).body.error).toBe("unsupported_credential_type");
  expect((await ask(types, "https://other.example.org")).body).toMatchObject({
    error: "invalid_proof",
    c_nonce: expect.any(String),
  });
  expect([await states(), listener.types()]).toEqual([[], []]);
});
