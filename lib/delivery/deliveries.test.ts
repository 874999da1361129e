import { beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { forgetDeliveries } from "@/lib/delivery/forget-deliveries";
import { getDelivery } from "@/lib/delivery/get-delivery";
import { listDeliveries } from "@/lib/delivery/list-deliveries";
import { replayDeliveries } from "@/lib/delivery/replay-deliveries";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { getIssuanceSession } from "@/lib/issuance/get-issuance-session";
import { listIssuanceSessions } from "@/lib/issuance/list-issuance-sessions";
import { answered, issuerOffer, Listener } from "@/lib/testing/callback";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import {
  badgeClaims,
  claim,
  codeOf,
  type IssuingParts,
  issuingParts,
  redeem,
  redeemedOffer,
  TestWallet,
} from "@/lib/testing/issuing";

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

const callback = {
  url: "https://app.example.org/events?key=CANARY-address",
  state: "order 7",
  headers: { "api-key": "CANARY-header" },
};

async function refusedOffer(): Promise<string> {
  listener.answer = () => answered(500);
  const { id, offerUri } = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims, callback });
  await expect(codeOf(ctx, parts.issuer, offerUri)).rejects.toMatchObject({ code: "callback_unreachable" });
  listener.answer = () => answered(200);
  return id;
}

test("a delivery is shown with status, duration and body, without the values of headers and of the address (I7)", async () => {
  const sessionId = await refusedOffer();
  const { items } = await listDeliveries(ctx, {});
  const shown = {
    event: "request_retrieved",
    sessionId,
    outcome: "refused",
    httpStatus: 500,
    address: "https://app.example.org/events?key=…",
    notReplayable: null,
  };
  expect(items).toEqual([expect.objectContaining(shown)]);
  const detail = await getDelivery(ctx, { id: items[0]?.id ?? "" });
  expect(detail).toMatchObject({ ...shown, headerNames: ["api-key"] });
  expect(JSON.parse(detail.body ?? "")).toMatchObject({ requestId: sessionId, state: "order 7" });
  expect(JSON.stringify([items, detail])).not.toContain("CANARY");
  const rows = JSON.stringify(await ctx.db.callbackDelivery.findMany());
  expect(rows).not.toContain("CANARY");
  expect(rows).not.toContain("order 7");
});

test("a replay sends the same event again, signed anew; it revives no session and gates nothing", async () => {
  const sessionId = await refusedOffer();
  const [delivery] = (await listDeliveries(ctx, {})).items;
  const ids = [delivery?.id ?? ""];
  const before = await ctx.db.issuanceSession.findFirstOrThrow({ where: { id: sessionId } });
  platform.clock.advance(3600);
  expect(await replayDeliveries(ctx, { ids })).toEqual({ queued: 1, skipped: 0 });
  await runOutbox(platform);
  const [first, second] = listener.told;
  expect(listener.told).toHaveLength(2);
  expect([second?.url, second?.body, second?.headers["api-key"], second?.headers["webhook-id"]]).toEqual([
    first?.url,
    first?.body,
    first?.headers["api-key"],
    first?.headers["webhook-id"],
  ]);
  expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
  expect(await ctx.db.issuanceSession.findFirstOrThrow({ where: { id: sessionId } })).toEqual(before);
  expect((await listDeliveries(ctx, {})).items).toMatchObject([{ replayOf: ids[0], outcome: "confirmed" }, {}]);
  expect(await ctx.db.auditEvent.count({ where: { action: "delivery.replayed", targetId: ids[0] } })).toBe(1);

  listener.answer = () => answered(500);
  await replayDeliveries(ctx, { ids });
  for (let minutes = 0; minutes < 3; minutes++) {
    await runOutbox(platform);
    platform.clock.advance(60);
  }
  // A replay is tried once: who asked for it sees how it went.
  expect(listener.told).toHaveLength(3);
});

test("what held a credential or claims is left out of a replay, and refused when there is nothing else", async () => {
  const { offerUri, id } = await issuerOffer(ctx, parts);
  const code = await codeOf(ctx, parts.issuer, offerUri);
  const token = await redeem(ctx, parts.issuer, code);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  const { items } = await listDeliveries(ctx, { sessionId: id });
  const ids = items.map((item) => item.id);
  const shortened = items.filter(({ notReplayable }) => notReplayable === "shortened");
  expect(shortened.map(({ event }) => event).sort()).toEqual(["jwt_issue", "requested_token"]);
  expect(await replayDeliveries(ctx, { ids })).toEqual({ queued: 2, skipped: 2 });
  await expect(replayDeliveries(ctx, { ids: shortened.map((item) => item.id) })).rejects.toMatchObject({
    code: "invalid_request",
  });
});

test("another organisation sees none of it and sends none of it again (I10)", async () => {
  const sessionId = await refusedOffer();
  const [delivery] = (await listDeliveries(ctx, {})).items;
  const other = await testCtx(platform, { tenant: "fabrikam" });
  const gone = { code: "not_found" };
  expect((await listDeliveries(other, {})).items).toEqual([]);
  expect((await listIssuanceSessions(other, {})).items).toEqual([]);
  await expect(getDelivery(other, { id: delivery?.id ?? "" })).rejects.toMatchObject(gone);
  await expect(replayDeliveries(other, { ids: [delivery?.id ?? ""] })).rejects.toMatchObject(gone);
  await expect(getIssuanceSession(other, { id: sessionId })).rejects.toMatchObject(gone);
  expect(await ctx.db.outgoingMessage.count()).toBe(0);
});

test("the list is narrowed by outcome, event, issuance and time, and goes on page by page", async () => {
  const sessionId = await refusedOffer();
  const one = await ctx.db.callbackDelivery.findFirstOrThrow({ where: { sessionId } });
  const copies = Array.from({ length: 60 }, () => ({ ...one, id: ctx.random.uuid(), outcome: "confirmed" }));
  await ctx.db.callbackDelivery.createMany({ data: copies.map((row) => ({ ...row, sealedRequest: null })) });
  const first = await listDeliveries(ctx, {});
  const second = await listDeliveries(ctx, { cursor: first.nextCursor ?? "" });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 11, null]);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(61);
  expect((await listDeliveries(ctx, { outcome: "refused" })).items).toHaveLength(1);
  expect((await listDeliveries(ctx, { event: "issuance_error" })).items).toHaveLength(0);
  expect((await listDeliveries(ctx, { sessionId, outcome: "refused" })).items).toHaveLength(1);
  expect((await listDeliveries(ctx, { webhookId: sessionId })).items).toHaveLength(0);
  expect((await listDeliveries(ctx, { until: "2026-01-01T00:00:00Z" })).items).toHaveLength(0);
  platform.clock.advance(31 * 24 * 3600);
  await forgetDeliveries(platform);
  expect((await listDeliveries(ctx, {})).items).toEqual([]);
});

test("issuances are listed by state, contract, authority and time; an offer that ran out counts as such at once", async () => {
  const { sessionId, accessToken } = await redeemedOffer(ctx, parts);
  const wallet = await TestWallet.make();
  await claim(ctx, parts.issuer, accessToken, [await wallet.proof(ctx, parts.issuer)]);
  const failed = await refusedOffer();
  const open = await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
  const idsOf = async (filter: Parameters<typeof listIssuanceSessions>[1]) =>
    (await listIssuanceSessions(ctx, filter)).items.map(({ id }) => id);
  expect((await idsOf({})).sort()).toEqual([sessionId, failed, open.id].sort());
  expect(await idsOf({ state: "issued" })).toEqual([sessionId]);
  expect(await idsOf({ state: "failed", contractId: parts.contract.id })).toEqual([failed]);
  expect(await idsOf({ state: "offered", authorityId: parts.issuer.authorityId })).toEqual([open.id]);
  expect(await idsOf({ contractId: ctx.tenantId })).toEqual([]);
  expect(await idsOf({ authorityId: ctx.tenantId })).toEqual([]);
  platform.clock.advance(3600);
  expect(await idsOf({ state: "offered" })).toEqual([]);
  expect(await idsOf({ state: "expired" })).toEqual([open.id]);
  expect(await idsOf({ from: platform.now().toISOString() })).toEqual([]);
});

test("an issuance tells what happened to it, without its code and claims (I7)", async () => {
  const { id, offerUri } = await issuerOffer(ctx, parts);
  const code = await codeOf(ctx, parts.issuer, offerUri);
  const token = await redeem(ctx, parts.issuer, code);
  listener.answer = ({ event }) => answered(event.type === "jwt_issue" ? 503 : 200);
  const wallet = await TestWallet.make();
  await expect(claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)])).rejects.toThrow();
  const session = await getIssuanceSession(ctx, { id });
  expect(session).toMatchObject({
    state: "failed",
    failure: { code: "callback_unreachable" },
    contractName: "Staff badge",
    authorityName: "Example Works",
    credentials: [{ state: "abandoned", reason: "callback_unreachable" }],
    notifications: [],
    batch: [],
  });
  expect(Object.fromEntries(session.deliveries.map(({ event, httpStatus }) => [event, httpStatus]))).toEqual({
    resolved_credential_offer: 200,
    requested_token: 200,
    jwt_issue: 503,
  });
  for (const secret of [code, token, "Sample Person", "S-1001"]) {
    expect(JSON.stringify(session)).not.toContain(secret);
  }
});
