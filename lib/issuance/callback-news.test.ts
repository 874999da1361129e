import { beforeEach, describe, expect, test } from "vitest";
import { deleteAuthority } from "@/lib/authority/delete-authority";
import type { Ctx } from "@/lib/context";
import { archiveContract } from "@/lib/contract/archive-contract";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { createIssuance } from "@/lib/issuance/create-issuance";
import { keepNotification, Notification } from "@/lib/issuance/notification";
import { sweepSessions } from "@/lib/issuance/recover";
import { findSessionsByToken } from "@/lib/issuance/store";
import { optOut } from "@/lib/tenant/opt-out";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { issuerOffer, Listener } from "@/lib/testing/callback";
import { type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
import { badgeClaims, claim, codeOf, type IssuingParts, issuingParts, redeem, TestWallet } from "@/lib/testing/issuing";

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

const callback = { url: "https://app.example.org/requests", state: "order 7", headers: {} };
const requestOffer = () => createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims, callback });

async function redeemed(offerUri: string): Promise<string> {
  const code = await codeOf(ctx, parts.issuer, offerUri);
  return redeem(ctx, parts.issuer, code);
}

/** What was told after everything so far. */
async function toldBy(happening: () => Promise<unknown>) {
  listener.told.length = 0;
  await happening();
  expect(listener.told).toEqual([]);
  await runOutbox(platform);
  await runOutbox(platform);
  return listener.told.map(({ event }) => event);
}

const ended = (id: string, status: string, reason: string) => ({
  id,
  type: "issuance_status",
  data: { sessionId: id, status, reason, closed: true },
});

const failed = (requestId: string, message: string, code: string) => ({
  requestId,
  requestStatus: "issuance_error",
  state: "order 7",
  error: { code: "IssuanceFlowFailed", message, innererror: { code, message: expect.any(String) } },
});

const byId = (events: { id?: string; requestId?: string }[]) =>
  events.sort((one, other) => (one.id ?? one.requestId ?? "").localeCompare(other.id ?? other.requestId ?? ""));

describe("a wallet that does not keep what it was given (OpenID4VCI 1.0, section 11)", () => {
  async function claimed({ offerUri }: { offerUri: string }) {
    const token = await redeemed(offerUri);
    const proof = await (await TestWallet.make()).proof(ctx, parts.issuer);
    const { notificationId } = await claim(ctx, parts.issuer, token, [proof]);
    const place = { ...parts.issuer, protocol: "1.0" as const };
    const sessions = await findSessionsByToken(ctx, place, ctx.masterKeys.hash("wallet-token", token));
    return (event: Notification["event"]) =>
      keepNotification(ctx, sessions, Notification.parse({ notification_id: notificationId, event }));
  }

  test.each([
    ["credential_failure", "UNSUCCESSFUL", "credential_failure"],
    ["credential_deleted", "REJECTED_BY_USER", "user_canceled"],
  ] as const)("%s is told once, as %s to the Issuer API's callback", async (event, status, code) => {
    const issuer = await issuerOffer(ctx, parts);
    const notify = await claimed(issuer);
    const twice = async () => {
      await notify(event);
      await notify(event);
    };
    expect(await toldBy(twice)).toEqual([ended(issuer.id, status, expect.any(String))]);

    const request = await requestOffer();
    const notifyOther = await claimed(request);
    expect(await toldBy(() => notifyOther(event))).toEqual([failed(request.id, "unspecified_error", code)]);
  });

  test("nothing more is told of one that was accepted", async () => {
    const notify = await claimed(await issuerOffer(ctx, parts));
    expect(await toldBy(() => notify("credential_accepted"))).toEqual([]);
  });
});

describe("offers that end before a wallet has the credential", () => {
  /** One of each API, at each place where a wallet may stand. */
  async function openOffers() {
    const issuer = [await issuerOffer(ctx, parts), await issuerOffer(ctx, parts)];
    const request = [await requestOffer(), await requestOffer()];
    for (const offers of [issuer, request]) await redeemed(offers[0]?.offerUri ?? "");
    await createIssuance(ctx, { contractId: parts.contract.id, claims: badgeClaims });
    return { issuer: issuer.map(({ id }) => id), request: request.map(({ id }) => id) };
  }

  test("because their contract was archived are told, each once", async () => {
    const { issuer, request } = await openOffers();
    const told = await toldBy(() => archiveContract(ctx, { contractId: parts.contract.id }));
    const reason = "The contract was archived before the credential was issued.";
    expect(byId(told)).toEqual(
      byId([
        ...issuer.map((id) => ended(id, "UNSUCCESSFUL", reason)),
        ...request.map((id) => failed(id, "fetch_contract_error", "contract_archived")),
      ]),
    );
    expect(await toldBy(() => sweepSessions(platform))).toEqual([]);
  });

  test("because their issuer was deleted are told, each once", async () => {
    const { issuer, request } = await openOffers();
    await updateOrganisationSettings(ctx, { webAuthorityDeletionAllowed: true });
    const told = await toldBy(() => deleteAuthority(ctx, { authorityId: parts.issuer.authorityId }));
    expect(byId(told)).toEqual(
      byId([
        ...issuer.map((id) => ended(id, "UNSUCCESSFUL", "The issuer was deleted.")),
        ...request.map((id) => failed(id, "issuance_service_error", "authority_deleted")),
      ]),
    );
  });

  test("after a success that was told and never came true are told as an event of its own", async () => {
    const { id, offerUri } = await issuerOffer(ctx, parts);
    const token = await redeemed(offerUri);
    const proof = await (await TestWallet.make()).proof(ctx, parts.issuer);
    const sql: typeof ctx.sql = async (statement, values) => {
      if (statement.name === "release-credentials") throw new Error("The process is gone.");
      return platform.sql<never>(statement, values);
    };
    await expect(claim({ ...ctx, sql }, parts.issuer, token, [proof])).rejects.toThrow("gone");
    const success = listener.told.at(-1);
    expect(success?.event.data).toMatchObject({ status: "SUCCESSFUL", closed: true });
    const told = await toldBy(() => archiveContract(ctx, { contractId: parts.contract.id }));
    expect(told).toMatchObject([{ id, data: { status: "UNSUCCESSFUL", closed: true } }]);
    expect(listener.told[0]?.headers["webhook-id"]).not.toBe(success?.headers["webhook-id"]);
  });

  test("because their organisation opted out are told to nobody (I12)", async () => {
    await openOffers();
    expect(await toldBy(() => optOut(ctx, undefined))).toEqual([]);
    platform.clock.advance(3600);
    expect(await toldBy(() => sweepSessions(platform))).toEqual([]);
  });

  test("because they ran out in an organisation that has opted out meanwhile are told to nobody (I12)", async () => {
    await openOffers();
    await ctx.db.tenant.updateMany({
      where: { id: ctx.tenantId },
      data: { status: "optedOut", epoch: { increment: 1 } },
    });
    platform.clock.advance(3600);
    expect(await toldBy(() => sweepSessions(platform))).toEqual([]);
    const open = { state: { in: ["offered", "opened", "redeemed"] } };
    expect(await ctx.db.issuanceSession.count({ where: { tenantId: ctx.tenantId, ...open } })).toBe(0);
  });
});
