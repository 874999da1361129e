import { beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { sweepSessions } from "@/lib/issuance/recover";
import type { Protocol } from "@/lib/issuance/schema";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { type IssuingParts, issuingParts, TestWallet } from "@/lib/testing/issuing";
import { codeIn, form, offered, preAuthorized, proofFor } from "@/lib/testing/wallet-calls";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform();
  shared.platform = platform;
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

const wantedIn: Record<Protocol, object> = {
  "1.0": { credential_configuration_id: "Staff+badge_jwt_vc_json" },
  draft13: { format: "jwt_vc_json", credential_definition: { type: ["VerifiableCredential", "StaffBadge"] } },
  draft11: { format: "jwt_vc_json", types: ["VerifiableCredential", "StaffBadge"] },
};

/** A wallet whose request for a deferred credential was accepted. */
async function waiting(protocol: Protocol) {
  const base = `/oid4vci/${parts.issuer.authorityId}${protocol === "1.0" ? "" : `/${protocol}`}`;
  const offer = await offered(ctx, parts, { protocol });
  await ctx.db.issuanceSession.updateMany({ where: { id: offer.id }, data: { deferred: true } });
  const { body: token } = await form(`${base}/token`, preAuthorized(codeIn(await offer.read())));
  const nonce = protocol === "1.0" ? (await call("POST", `${base}/nonce`)).body.c_nonce : token.c_nonce;
  const wallet = await TestWallet.make();
  const ask = async (by = wallet, given = nonce) => {
    const proof = { proof_type: "jwt", jwt: await proofFor(by, ctx, `https://portal.example.org${base}`, given) };
    return call("POST", `${base}/credential`, {
      token: token.access_token,
      body: { ...wantedIn[protocol], proof },
    });
  };
  const deferred = (body: unknown, by: string = token.access_token) =>
    call("POST", `${base}/${protocol === "1.0" ? "deferred_credential" : "credential_deferred"}`, { token: by, body });
  const credentials = () => ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, sessionId: offer.id } });
  return { ...offer, base, token: token.access_token as string, ask, deferred, credentials };
}

test("in 1.0 the wallet is given a transaction, and no status entry is drawn before the credential is made (I4)", async () => {
  const { ask, deferred, credentials } = await waiting("1.0");
  const put = await ask();
  expect([put.status, put.body]).toEqual([202, { transaction_id: expect.any(String), interval: 5 }]);
  expect(await credentials()).toEqual([]);

  const { transaction_id } = put.body;
  expect((await deferred({ transaction_id: "unknown" })).body.error).toBe("invalid_transaction_id");
  const got = await deferred({ transaction_id });
  expect([got.status, got.body.credentials.length]).toEqual([200, 1]);
  const used = await deferred({ transaction_id });
  expect([used.status, used.body.error]).toEqual([400, "invalid_transaction_id"]);
  expect((await credentials()).map(({ state }) => state)).toEqual(["issued"]);
});

test.each([
  ["draft13", 202],
  ["draft11", 200],
] as const)("in %s an acceptance token gets the credential, once", async (protocol, status) => {
  const { ask, deferred, base } = await waiting(protocol);
  const put = await ask();
  expect(put.status).toBe(status);
  expect(put.body).toMatchObject({
    format: "jwt_vc_json",
    acceptance_token: expect.any(String),
    c_nonce_expires_in: 300,
  });
  const { acceptance_token: acceptance } = put.body;
  expect((await call("POST", `${base}/credential`, { token: acceptance, body: {} })).status).toBe(401);
  const got = await deferred("", acceptance);
  expect([got.status, got.body.format]).toEqual([200, "jwt_vc_json"]);
  expect((await deferred("", acceptance)).status).toBe(401);
});

test.each(["1.0", "draft13"] as const)(
  "who comes back in %s for an encrypted answer gets none in the clear, and may ask without",
  async (protocol) => {
    const { ask, deferred } = await waiting(protocol);
    const { transaction_id } = (await ask()).body;
    const encryption = { jwk: { ...(await TestWallet.make()).publicJwk, alg: "ECDH-ES" }, enc: "A128GCM" };
    const refused = await deferred({ transaction_id, credential_response_encryption: encryption });
    expect([refused.status, refused.body.error]).toEqual([400, "invalid_encryption_parameters"]);
    expect((await deferred({ transaction_id })).status).toBe(200);
  },
);

test("draft 13 takes the transaction with the access token too", async () => {
  const { ask, deferred } = await waiting("draft13");
  const { transaction_id } = (await ask()).body;
  expect((await deferred({ transaction_id })).body.credential).toEqual(expect.any(String));
});

test("proofs are judged when the credential is asked for, and nothing waits for a wrong one (P2)", async () => {
  const { ask, id } = await waiting("draft13");
  const refused = await ask(await TestWallet.make(), "made-up");
  expect([refused.status, refused.body.error]).toEqual([400, "invalid_proof"]);
  expect((await ctx.db.issuanceSession.findFirstOrThrow({ where: { id } })).provenHolders).toBeNull();
});

test("of two requests at once for what was put off, the wallet is left with one valid credential (I3)", async () => {
  for (let round = 0; round < 3; round++) {
    const { ask, deferred, credentials } = await waiting("1.0");
    const { transaction_id } = (await ask()).body;
    const answers = await Promise.all([1, 2, 3].map(() => deferred({ transaction_id })));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    const valid = (await credentials()).filter(({ statusValue }) => statusValue === 0);
    expect(valid.map(({ state }) => state)).toEqual(given.map(() => "issued"));
    if (given.length === 0) expect((await deferred({ transaction_id })).status).toBe(200);
  }
});

test("the newest of two transactions counts", async () => {
  const { ask, deferred } = await waiting("1.0");
  const first = (await ask()).body.transaction_id;
  const second = (await ask()).body.transaction_id;
  expect((await deferred({ transaction_id: first })).body.error).toBe("invalid_transaction_id");
  expect((await deferred({ transaction_id: second })).status).toBe(200);
});

test("the token waits for the credential for a day, and is good for nothing else then (P1)", async () => {
  const { ask, deferred, base, token } = await waiting("1.0");
  const { transaction_id } = (await ask()).body;
  platform.clock.advance(3600);
  await sweepSessions(platform);
  expect((await call("POST", `${base}/credential`, { token, body: {} })).status).toBe(401);
  expect((await deferred({ transaction_id })).status).toBe(200);

  const late = await waiting("1.0");
  const lateId = (await late.ask()).body.transaction_id;
  platform.clock.advance(86_401);
  expect((await late.deferred({ transaction_id: lateId })).status).toBe(401);
});
