import { beforeAll, expect, test, vi } from "vitest";
import { findIssuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { archiveContract } from "@/lib/contract/archive-contract";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { readOffer } from "@/lib/issuance/open-offer";
import { sweepSessions } from "@/lib/issuance/recover";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testCtx, testPlatform } from "@/lib/testing/ctx";
import { claim, redeem, TestWallet } from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const DAY = 86_400;
let ctx: Ctx;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
});

/** An offer whose sessionTtl is a week. */
async function offered(path: string, changes: object = {}, other: object = {}) {
  // The clock has moved on since the last one was made.
  const token = await tokenFor(shared.platform, { role: "owner" });
  const { body: onboarded } = await call("POST", "/onboard/issuer", { token, body: {} });
  const request = { ...onboarded, standardVersion: "V1", credentialData: { type: ["BankId"] }, ...changes };
  const body = path.endsWith("Batch") ? [request, { ...request, ...other }] : request;
  const { status, text } = await call("POST", path, { token, body, headers: { sessionTtl: String(7 * DAY) } });
  expect(status).toBe(200);
  const url = new URL(new URL(text).searchParams.get("credential_offer_uri") ?? "");
  const [, , authorityId = "", , offerToken = ""] = url.pathname.split("/");
  const issuer = await findIssuer(ctx, authorityId);
  if (!issuer) throw new Error("The offer's issuer is unknown.");
  const id = url.searchParams.get("id") ?? "";
  const rows = () =>
    ctx.db.issuanceSession.findMany({
      where: { tenantId: ctx.tenantId, OR: [{ id }, { batchOf: id }] },
      orderBy: { batchPosition: "asc" },
    });
  const open = async () => {
    const { grants } = await readOffer(ctx, issuer, offerToken);
    return grants[PRE_AUTHORIZED_GRANT]?.["pre-authorized_code"] ?? "";
  };
  return { issuer, rows, open };
}

test("an offer with a sessionTtl of days has no code until a wallet opens it, and then for minutes only (P1, I3)", async () => {
  const { issuer, rows, open } = await offered("/openid4vc/jwt/issue");
  expect(await rows()).toMatchObject([{ state: "offered", codeHash: null }]);
  shared.platform.clock.advance(3 * DAY);
  await sweepSessions(shared.platform);

  const missed = await open();
  const [row] = await rows();
  expect((row?.codeExpiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - ctx.now().getTime()).toBeLessThanOrEqual(
    600_000,
  );
  shared.platform.clock.advance(601);
  await expect(redeem(ctx, issuer, missed)).rejects.toMatchObject({ code: "invalid_grant" });

  const code = await open();
  const accessToken = await redeem(ctx, issuer, code);
  await expect(redeem(ctx, issuer, code)).rejects.toMatchObject({ code: "invalid_grant" });
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
  expect(credentials).toHaveLength(1);
});

test("an offer whose sessionTtl is over gives no code more, and its content is wiped (P1, I7)", async () => {
  const { rows, open } = await offered("/openid4vc/jwt/issue");
  shared.platform.clock.advance(7 * DAY + 1);
  await expect(open()).rejects.toMatchObject({ code: "not_found" });
  await sweepSessions(shared.platform);
  expect(await rows()).toMatchObject([{ state: "expired", sealedCode: null, sealedDocument: null }]);
});

test("what was claimed of a batch is wiped of its sessions soon after, although the offer would live on (I7)", async () => {
  const { issuer, rows, open } = await offered("/openid4vc/jwt/issueBatch");
  const accessToken = await redeem(ctx, issuer, await open());
  const wallet = await TestWallet.make();
  for (const _ of [1, 2]) {
    const { status } = await call("POST", `/oid4vci/${issuer.authorityId}/credential`, {
      token: accessToken,
      body: {
        credential_configuration_id: "BankId_jwt_vc_json",
        proofs: { jwt: [await wallet.proof(ctx, issuer)] },
      },
    });
    expect(status).toBe(200);
  }
  shared.platform.clock.advance(601);
  await sweepSessions(shared.platform);
  expect(await rows()).toMatchObject([1, 2].map(() => ({ state: "issued", sealedDocument: null })));
});

const another = { credentialData: { type: ["UniversityDegree"] } };
const wiped = { state: "failed", sealedCode: null, sealedDocument: null };

test("when the contract that leads an offer is archived, nothing of the offer is left for weeks: nobody could claim it (I7, I14)", async () => {
  const { rows, open } = await offered("/openid4vc/jwt/issueBatch", {}, another);
  await archiveContract(ctx, { contractId: (await rows())[0]?.contractId ?? "" });
  await expect(open()).rejects.toMatchObject({ code: "not_found" });
  expect(await rows()).toMatchObject([wiped, wiped]);
});

test("when the contract of another credential of an offer is archived, the rest can be claimed", async () => {
  const { issuer, rows, open } = await offered("/openid4vc/jwt/issueBatch", {}, another);
  const accessToken = await redeem(ctx, issuer, await open());
  const [, other] = await rows();
  await archiveContract(ctx, { contractId: other?.contractId ?? "" });
  expect(await rows()).toMatchObject([{ state: "redeemed" }, wiped]);
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, issuer, accessToken, [await wallet.proof(ctx, issuer)]);
  expect(credentials).toHaveLength(1);
});

test("a token that was given goes on for the other credentials, whatever becomes of the first one's contract", async () => {
  const { issuer, rows, open } = await offered("/openid4vc/jwt/issueBatch", {}, another);
  await redeem(ctx, issuer, await open());
  await archiveContract(ctx, { contractId: (await rows())[0]?.contractId ?? "" });
  expect(await rows()).toMatchObject([wiped, { state: "redeemed" }]);
});
