import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { endSessionsOf } from "@/lib/issuance/end-sessions";
import { recoverCredentials, sweepSessions } from "@/lib/issuance/recover";
import { failSession } from "@/lib/issuance/store";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badgeClaims, claim, type IssuingParts, issuingParts, redeemedOffer, TestWallet } from "@/lib/testing/issuing";

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

test("what a crash left between intent and release turns invalid, and the wallet may ask again (I2, I4)", async () => {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  const dead = { ...parts.issuer, signer: { ...parts.issuer.signer, sign: () => new Promise<never>(() => undefined) } };
  void claim(ctx, dead, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const rows = () => ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, sessionId } });
  await expect.poll(async () => (await rows()).map(({ state }) => state)).toEqual(["prepared"]);

  await recoverCredentials(platform);
  expect((await rows())[0]).toMatchObject({ state: "prepared", statusValue: 0 });
  platform.clock.advance(61);
  await recoverCredentials(platform);
  expect((await rows())[0]).toMatchObject({ state: "abandoned", statusValue: 1 });

  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  expect((await rows()).map(({ statusValue }) => statusValue).sort()).toEqual([0, 1]);
});

test("an offer that nobody took up ends, and its claims are wiped (I7)", async () => {
  const { id } = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
  platform.clock.advance(301);
  await sweepSessions(platform);
  const session = await ctx.db.issuanceSession.findFirst({ where: { tenantId: ctx.tenantId, id } });
  expect(session).toMatchObject({ state: "expired", sealedClaims: null, sealedCode: null });
  expect(await ctx.db.auditEvent.count({ where: { tenantId: ctx.tenantId, action: "issuance.expired" } })).toBe(1);
});

test("an offer whose callback cannot be opened ends like every other, and holds up none of them (I7)", async () => {
  const make = async () => (await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims })).id;
  const ids = [await make(), await make()];
  await ctx.db.issuanceSession.updateMany({
    where: { tenantId: ctx.tenantId, id: ids[0] ?? "" },
    data: { sealedCallback: "broken" },
  });
  platform.clock.advance(301);
  await sweepSessions(platform);
  const sessions = await ctx.db.issuanceSession.findMany({ where: { tenantId: ctx.tenantId, id: { in: ids } } });
  expect(sessions.map(({ state, sealedClaims }) => [state, sealedClaims])).toEqual([
    ["expired", null],
    ["expired", null],
  ]);
});

test.each([
  ["has run out", () => sweepSessions(platform)],
  ["was ended", (id: string) => failSession(ctx, id, { code: "ended", message: "Sample." })],
  ["was ended with its contract", () => endSessionsOf(ctx, parts.contract.id, { code: "ended", message: "Sample." })],
])("of a session that %s, who asked and who proved to be its holder is wiped too (I7)", async (_how, end) => {
  const { id } = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
  const data = { provenHolders: { proven: "sample" }, authorization: { clientId: "sample" } };
  await ctx.db.issuanceSession.updateMany({ where: { tenantId: ctx.tenantId, id }, data });
  platform.clock.advance(301);
  await end(id);
  const session = await ctx.db.issuanceSession.findFirst({ where: { tenantId: ctx.tenantId, id } });
  expect(session).toMatchObject({ endedAt: expect.any(Date), provenHolders: null, authorization: null });
});

test("claims of an issued credential are wiped once no wallet can ask for it again (I7)", async () => {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const session = () => ctx.db.issuanceSession.findFirst({ where: { tenantId: ctx.tenantId, id: sessionId } });
  expect((await session())?.sealedClaims).not.toBeNull();
  platform.clock.advance(301);
  await sweepSessions(platform);
  expect(await session()).toMatchObject({ state: "issued", sealedClaims: null });
});
