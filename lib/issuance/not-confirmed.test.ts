import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import type { EgressResult } from "@/lib/egress/egress";
import { recoverCredentials } from "@/lib/issuance/recover";
import { answered, issuerOffer, Listener, type Told } from "@/lib/testing/callback";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, codeOf, type IssuingParts, issuingParts, redeem, TestWallet } from "@/lib/testing/issuing";

let listener: Listener;
let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeEach(async () => {
  listener = new Listener();
  platform = await testPlatform({ egress: listener.egress });
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

const takenUp = async (offerUri: string) => redeem(ctx, parts.issuer, await codeOf(ctx, parts.issuer, offerUri));

const sessionOf = (id: string) =>
  ctx.db.issuanceSession.findUniqueOrThrow({ where: { tenantId_id: { tenantId: ctx.tenantId, id } } });
const credentialsOf = (sessionId: string) =>
  ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, sessionId } });

const answers: [string, EgressResult][] = [
  ["answers 302", answered(302)],
  ["answers 404", answered(404)],
  ["answers 500", answered(500)],
  ["answers 199", answered(199)],
  ["cannot be reached", { ok: false, cause: "connection_failed" }],
  ["is too slow, or stops in the middle of its headers", { ok: false, cause: "timeout" }],
];

describe.each(answers)("when the receiver %s", (_, answer) => {
  const refuse = (type: string) => {
    listener.answer = ({ event }: Told) => (event.type === type ? answer : answered(200));
  };

  test("at resolved_credential_offer, no offer is handed out and its code is dead (I6)", async () => {
    const { id, offerUri } = await issuerOffer(ctx, parts);
    refuse("resolved_credential_offer");
    await expect(codeOf(ctx, parts.issuer, offerUri)).rejects.toMatchObject({ code: "callback_unreachable" });
    expect(await sessionOf(id)).toMatchObject({
      state: "failed",
      sealedCode: null,
      failure: { code: "callback_unreachable" },
    });
    await expect(codeOf(ctx, parts.issuer, offerUri)).rejects.toMatchObject({ code: "not_found" });
    expect(listener.types()).toEqual(["resolved_credential_offer"]);
  });

  test("at requested_token, no token is handed out and none works (I6)", async () => {
    const { id, offerUri } = await issuerOffer(ctx, parts);
    const code = await codeOf(ctx, parts.issuer, offerUri);
    refuse("requested_token");
    await expect(redeem(ctx, parts.issuer, code)).rejects.toMatchObject({
      code: "callback_unreachable",
    });
    await expect(redeem(ctx, parts.issuer, code)).rejects.toMatchObject({
      code: "invalid_grant",
    });
    expect(await sessionOf(id)).toMatchObject({ state: "failed" });
    expect(listener.types()).toEqual(["resolved_credential_offer", "requested_token"]);
  });

  test.each(["jwt_issue", "issuance_status"])("at %s, what was signed is invalid and stays here (I6)", async (type) => {
    const { id, offerUri } = await issuerOffer(ctx, parts);
    const accessToken = await takenUp(offerUri);
    refuse(type);
    const wallet = await TestWallet.make();
    const ask = async () => claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
    await expect(ask()).rejects.toMatchObject({ code: "credential_request_denied" });
    expect(await credentialsOf(id)).toMatchObject([
      { state: "abandoned", statusValue: 1, revocationReason: "callback_unreachable" },
    ]);
    expect(await sessionOf(id)).toMatchObject({ state: "failed", failure: { code: "callback_unreachable" } });

    listener.answer = () => answered(200);
    const before = listener.told.length;
    await expect(ask()).rejects.toMatchObject({
      code: expect.stringMatching(/invalid_token|credential_request_denied/),
    });
    expect(listener.told).toHaveLength(before);
  });
});

test("several credentials of one request are each told before any is released; one refusal stops them all (I6)", async () => {
  const { id, offerUri } = await issuerOffer(ctx, parts);
  const accessToken = await takenUp(offerUri);
  let told = 0;
  listener.answer = ({ event }) => answered(event.type === "jwt_issue" && ++told === 2 ? 500 : 200);
  const wallets = await Promise.all([TestWallet.make(), TestWallet.make(), TestWallet.make()]);
  const first = await wallets[0]?.proof(ctx, parts.issuer);
  const nonce = JSON.parse(Buffer.from(first?.split(".")[1] ?? "", "base64url").toString()).nonce;
  const proofs = await Promise.all(wallets.map((wallet) => wallet.proof(ctx, parts.issuer, { payload: { nonce } })));
  await expect(claim(ctx, parts.issuer, accessToken, proofs)).rejects.toMatchObject({
    code: "credential_request_denied",
  });
  expect((await credentialsOf(id)).map(({ state, statusValue }) => [state, statusValue])).toEqual(
    Array.from({ length: 3 }, () => ["abandoned", 1]),
  );
});

test("a crash between signing and the receiver's answer leaves nothing valid (I6)", async () => {
  const { id, offerUri } = await issuerOffer(ctx, parts);
  const accessToken = await takenUp(offerUri);
  const crash = new Error("The process was killed.");
  listener.answer = ({ event }) => {
    if (event.type === "jwt_issue") throw crash;
    return answered(200);
  };
  const wallet = await TestWallet.make();
  await expect(claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)])).rejects.toBe(crash);
  expect(await credentialsOf(id)).toMatchObject([{ state: "signed" }]);
  platform.clock.advance(61);
  await recoverCredentials(platform);
  expect(await credentialsOf(id)).toMatchObject([{ state: "abandoned", statusValue: 1 }]);
});
