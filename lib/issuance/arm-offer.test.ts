import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { readOffer, requireOffer } from "@/lib/issuance/open-offer";
import { sweepSessions } from "@/lib/issuance/recover";
import { sealColumn, unsealColumn } from "@/lib/issuance/sealed";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badgeClaims, claim, codeOf, type IssuingParts, issuingParts, redeem, TestWallet } from "@/lib/testing/issuing";

let platform: TestPlatform;
let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  platform = await testPlatform();
  ctx = await testCtx(platform);
  parts = await issuingParts(ctx);
});

const DAY = 86_400;

/** An offer as a batch makes it: its link lives for a week, and it has no code. */
async function lastingOffer(transactionCode?: string) {
  const { id, offerUri } = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
  const where = { tenantId_id: { tenantId: ctx.tenantId, id } };
  const place = { tenantId: ctx.tenantId, sessionId: id };
  const { sealedCode } = await ctx.db.issuanceSession.findUniqueOrThrow({ where });
  const { offerToken } = await unsealColumn(ctx, place, "sealed_code", sealedCode ?? "");
  const data = {
    codeHash: null,
    sealedCode: await sealColumn(ctx, place, "sealed_code", {
      offerToken,
      ...(transactionCode !== undefined && { transactionCode }),
    }),
    ...(transactionCode !== undefined && { txCode: { length: transactionCode.length } }),
    expiresAt: new Date(ctx.now().getTime() + 7 * DAY * 1000),
  };
  await ctx.db.issuanceSession.update({ where, data });
  const row = () => ctx.db.issuanceSession.findUniqueOrThrow({ where });
  return { id, offerUri, offerToken, row, open: () => codeOf(ctx, parts.issuer, offerUri) };
}

const redeemed = (code: string, typed: string | null = null) => redeem(ctx, parts.issuer, code, typed);

test("an offer opened days later gets its code then, which lives no longer than any other (P1)", async () => {
  const offer = await lastingOffer();
  platform.clock.advance(3 * DAY);
  await sweepSessions(platform);
  await requireOffer(ctx, parts.issuer, offer.offerToken);
  expect(await offer.row()).toMatchObject({ codeHash: null, state: "offered" });

  const code = await offer.open();
  const { codeExpiresAt } = await offer.row();
  expect((codeExpiresAt?.getTime() ?? 0) - ctx.now().getTime()).toBeLessThanOrEqual(600_000);
  expect(await offer.open()).toBe(code);
  const token = await redeemed(code);
  await expect(redeemed(code)).rejects.toMatchObject({ code: "invalid_grant" });
  const wallet = await TestWallet.make();
  const released = await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  expect(released.credentials).toHaveLength(1);
  expect(await offer.open()).toBe(code);
});

test("a code that ran out is replaced when the offer is opened again, and is then worth nothing (P1, I3)", async () => {
  const offer = await lastingOffer();
  const first = await offer.open();
  platform.clock.advance(601);
  await sweepSessions(platform);
  await expect(redeemed(first)).rejects.toMatchObject({ code: "invalid_grant" });
  const second = await offer.open();
  expect(second).not.toBe(first);
  await expect(redeemed(first)).rejects.toMatchObject({ code: "invalid_grant" });
  await redeemed(second);
});

test("wallets that open an offer at once get one code (I3)", async () => {
  const offer = await lastingOffer();
  const codes = await Promise.all(Array.from({ length: 8 }, () => offer.open()));
  expect(new Set(codes).size).toBe(1);
  const made = await ctx.db.auditEvent.count({
    where: { tenantId: ctx.tenantId, targetId: offer.id, action: "issuance.code_made" },
  });
  expect(made).toBe(1);
});

test("five wrong transaction codes end the offer, however many codes it had (P1)", async () => {
  const offer = await lastingOffer("123456");
  const first = await offer.open();
  await expect(redeemed(first)).rejects.toMatchObject({ code: "invalid_request" });
  for (let tries = 0; tries < 3; tries++) {
    await expect(redeemed(first, "000000")).rejects.toMatchObject({ code: "invalid_grant" });
  }
  platform.clock.advance(601);
  const second = await offer.open();
  await expect(redeemed(second, "000000")).rejects.toMatchObject({ code: "invalid_grant" });
  await expect(redeemed(second, "111111")).rejects.toMatchObject({ code: "invalid_grant" });
  await expect(redeemed(second, "123456")).rejects.toMatchObject({ code: "invalid_grant" });
  await expect(offer.open()).rejects.toMatchObject({ code: "not_found" });

  const other = await lastingOffer("123456");
  await redeemed(await other.open(), "123456");
});

test("when the offer's own time is over it gives no code more, and its secrets are wiped (I7)", async () => {
  const offer = await lastingOffer();
  platform.clock.advance(7 * DAY - 60);
  const code = await offer.open();
  expect((await offer.row()).codeExpiresAt).toEqual((await offer.row()).expiresAt);
  platform.clock.advance(61);
  await expect(redeemed(code)).rejects.toMatchObject({ code: "invalid_grant" });
  await expect(readOffer(ctx, parts.issuer, offer.offerToken)).rejects.toMatchObject({ code: "not_found" });
  await sweepSessions(platform);
  expect(await offer.row()).toMatchObject({ state: "expired", sealedCode: null, sealedClaims: null });
});

test("what a wallet has got is wiped of the session soon after, although the offer would live on (I7)", async () => {
  const offer = await lastingOffer();
  const token = await redeemed(await offer.open());
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  platform.clock.advance(601);
  await sweepSessions(platform);
  expect(await offer.row()).toMatchObject({ state: "issued", sealedCode: null, sealedClaims: null });
});
