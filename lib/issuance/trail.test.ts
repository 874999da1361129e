import { beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { requireOffer } from "@/lib/issuance/open-offer";
import { sweepSessions } from "@/lib/issuance/recover";
import { makeSessionSecret } from "@/lib/issuance/session-secret";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badgeClaims,
  claim,
  codeOf,
  type IssuingParts,
  issuingParts,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";

const shared = vi.hoisted(() => ({ platform: {} as TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));

let ctx: Ctx;
let parts: IssuingParts;

beforeAll(async () => {
  shared.platform = await testPlatform();
  ctx = await testCtx(shared.platform);
  parts = await issuingParts(ctx);
});

/** What the trail tells of an issuance, in the order of its steps. */
async function trailOf(targetId: string): Promise<string[]> {
  const events = await ctx.db.auditEvent.findMany({ where: { tenantId: ctx.tenantId, targetId } });
  const order = ["offered", "opened", "redeemed", "prepared", "signed", "issued", "failed", "expired"];
  const rank = (action: string) => order.indexOf(action.split(".")[1] ?? "");
  return events.map(({ action }) => action).sort((left, right) => rank(left) - rank(right));
}

const offered = () => createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
const offerPath = (uri: string) => new URL(new URL(uri).searchParams.get("credential_offer_uri") ?? "").pathname;
const stateOf = async (id: string) =>
  (await ctx.db.issuanceSession.findFirstOrThrow({ where: { tenantId: ctx.tenantId, id } })).state;

test("every step of an issuance leaves its row, once each (D9)", async () => {
  const { accessToken, sessionId } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  expect(await trailOf(sessionId)).toEqual([
    "issuance.offered",
    "issuance.opened",
    "issuance.redeemed",
    "credential.prepared",
    "credential.signed",
    "credential.issued",
  ]);
});

test("an offer that is fetched again and again is opened once", async () => {
  const { id, offerUri } = await offered();
  for (let fetched = 0; fetched < 3; fetched++) await codeOf(ctx, parts.issuer, offerUri);
  expect(await trailOf(id)).toEqual(["issuance.offered", "issuance.opened"]);
});

test("each offer that runs out is told by its own id", async () => {
  const ids = [(await offered()).id, (await offered()).id, (await offered()).id];
  shared.platform.clock.advance(301);
  await Promise.all([sweepSessions(shared.platform), sweepSessions(shared.platform)]);
  for (const id of ids) expect(await trailOf(id)).toEqual(["issuance.offered", "issuance.expired"]);
});

test("who only looks at an offer, as previews of links do, has not opened it", async () => {
  const { id, offerUri } = await offered();
  const path = offerPath(offerUri);
  for (let looked = 0; looked < 2; looked++) {
    const { status, headers, body } = await call("HEAD", path);
    expect([status, headers.get("content-type"), body]).toEqual([200, "application/json", undefined]);
  }
  expect(await stateOf(id)).toBe("offered");
  expect(await trailOf(id)).toEqual(["issuance.offered"]);
  expect((await call("GET", path)).status).toBe(200);
  expect(await stateOf(id)).toBe("opened");
});

test("an offer's address is worth nothing with another secret, or another session's id", async () => {
  const [one, other] = [await offered(), await offered()];
  const issuer = parts.issuer;
  const token = offerPath(one.offerUri).split("/").at(-1) ?? "";
  const foreign = makeSessionSecret(shared.platform.random, other.id).slice(0, 21) + token.slice(21);
  for (const wrong of [makeSessionSecret(shared.platform.random, one.id), foreign, "unknown", `${token}A`]) {
    await expect(requireOffer(ctx, issuer, wrong)).rejects.toMatchObject({ code: "not_found" });
    expect((await call("GET", `/oid4vci/${issuer.authorityId}/offers/${wrong}`)).status).toBe(404);
  }
  await expect(requireOffer(ctx, issuer, token)).resolves.toBeUndefined();
  expect([await stateOf(one.id), await stateOf(other.id)]).toEqual(["offered", "offered"]);
});
