import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { runOutbox } from "@/lib/delivery/run-outbox";
import { unsealRequest } from "@/lib/delivery/sent-request";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { sweepSessions } from "@/lib/issuance/recover";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
import { answered, issuerOffer, Listener } from "@/lib/testing/callback";
import { anotherProcess, type TestPlatform, testCtx, testPlatform } from "@/lib/testing/ctx";
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

async function claimed(offerUri: string): Promise<string> {
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, parts.issuer, await takenUp(offerUri), [
    await wallet.proof(ctx, parts.issuer),
  ]);
  return credentials[0] ?? "";
}

const sessionOf = (id: string) =>
  ctx.db.issuanceSession.findUniqueOrThrow({ where: { tenantId_id: { tenantId: ctx.tenantId, id } } });

describe("a callback of the Issuer API", () => {
  test.each([
    ["jwt_vc_json", "jwt_issue", "jwt", "Staff+badge_jwt_vc_json"],
    ["dc+sd-jwt", "sdjwt_issue", "sdjwt", "Staff+badge_dc+sd-jwt"],
  ] as const)(
    "is told of a %s issuance in the order and shapes of section 10",
    async (format, type, member, configuration) => {
      const request = { credentialConfigurationId: configuration, credentialData: { name: "Sample Person" } };
      const { id, offerUri } = await issuerOffer(ctx, parts, { format, request });
      const credential = await claimed(offerUri);
      const offer = {
        credential_issuer: `https://portal.example.org/oid4vci/${parts.issuer.authorityId}`,
        credential_configuration_ids: [configuration],
        grants: { [PRE_AUTHORIZED_GRANT]: { "pre-authorized_code": "***" } },
      };
      const status = {
        sessionId: id,
        status: "SUCCESSFUL",
        reason: "Credential issued successfully",
        closed: true,
        credentialConfigurationId: configuration,
      };
      expect(listener.told.map(({ event }) => event)).toEqual([
        { id, type: "resolved_credential_offer", data: offer },
        { id, type: "requested_token", data: { request } },
        { id, type, data: { [member]: credential } },
        { id, type: "issuance_status", data: status },
      ]);
      for (const { url, headers } of listener.told) {
        expect(url).toBe(`https://app.example.org/events/${id}?session=${id}`);
        expect(headers["webhook-signature"]).toMatch(/^v1a,/);
      }
      expect(new Set(listener.told.map(({ headers }) => headers["webhook-id"])).size).toBe(4);
    },
  );

  test("is told of each fetch of the offer, each an event of its own", async () => {
    const { offerUri } = await issuerOffer(ctx, parts);
    for (let fetches = 0; fetches < 3; fetches++) await codeOf(ctx, parts.issuer, offerUri);
    expect(listener.types()).toEqual(Array.from({ length: 3 }, () => "resolved_credential_offer"));
    expect(new Set(listener.told.map(({ headers }) => headers["webhook-id"])).size).toBe(3);
  });

  test("that is not set means that nothing goes out", async () => {
    const { offerUri, id } = await issuerOffer(ctx, parts);
    await ctx.db.issuanceSession.updateMany({ where: { id }, data: { sealedCallback: null } });
    expect(await claimed(offerUri)).toMatch(/^eyJ/);
    expect(listener.told).toEqual([]);
  });

  test("is told by the old names for a batch when the organisation wants that", async () => {
    await updateOrganisationSettings(ctx, { batchEventNames: true });
    const single = await issuerOffer(ctx, parts);
    await claimed(single.offerUri);
    expect(listener.types()).toContain("jwt_issue");
    listener.told.length = 0;
    for (const format of ["jwt_vc_json", "dc+sd-jwt"] as const) {
      await claimed((await issuerOffer(ctx, parts, { batch: true, format })).offerUri);
    }
    expect(listener.types().filter((type) => type.includes("jwt"))).toEqual(["batch_jwt_issue", "batch_sdjwt_issue"]);
  });
});

describe("the end of a batch", () => {
  /** Two offers, one of which shares the other's: as the sessions of a batch do. */
  async function batch() {
    const first = await issuerOffer(ctx, parts, { batch: true });
    const second = await issuerOffer(ctx, parts, { batch: true });
    const tokens = [await takenUp(first.offerUri), await takenUp(second.offerUri)] as const;
    await ctx.db.issuanceSession.updateMany({
      where: { id: second.id },
      data: { batchOf: first.id, batchPosition: 1 },
    });
    listener.told.length = 0;
    return { first, second, tokens };
  }

  async function claimBy(token: string): Promise<void> {
    const wallet = await TestWallet.make();
    await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  }

  const statuses = (id: string) =>
    listener.told.flatMap(({ event }) =>
      event.type === "issuance_status" && event.id === id ? [[event.data.status, event.data.closed]] : [],
    );

  test("is told with the last of its credentials, by the id of the offer's session", async () => {
    const { first, tokens } = await batch();
    for (const token of tokens) await claimBy(token);
    await runOutbox(platform);
    expect(new Set(listener.told.map(({ event }) => event.id))).toEqual(new Set([first.id]));
    expect(statuses(first.id)).toEqual([
      ["ACTIVE", false],
      ["SUCCESSFUL", true],
    ]);
  });

  test("is told once when the last two are claimed at the same moment", async () => {
    const { first, tokens } = await batch();
    let arrived = 0;
    let letGo = () => {};
    const both = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    listener.answer = async ({ event }) => {
      if (event.type === "issuance_status" && ++arrived <= 2) {
        if (arrived === 2) letGo();
        await both;
      }
      return answered(200);
    };
    await Promise.all(tokens.map(claimBy));
    await runOutbox(platform);
    expect(statuses(first.id)).toEqual([
      ["ACTIVE", false],
      ["ACTIVE", false],
      ["SUCCESSFUL", true],
    ]);
  });

  test("comes for all when one is not confirmed: nothing further is released (I6)", async () => {
    const { first, second, tokens } = await batch();
    listener.answer = () => answered(500);
    await expect(claimBy(tokens[0])).rejects.toThrow();
    expect([(await sessionOf(first.id)).state, (await sessionOf(second.id)).state]).toEqual(["failed", "failed"]);
  });
});

test("an offer that runs out is told once, by the queue, and waits for nobody", async () => {
  const { id } = await issuerOffer(ctx, parts);
  listener.answer = () => answered(503);
  platform.clock.advance(301);
  await sweepSessions(platform);
  await sweepSessions(platform);
  expect(await sessionOf(id)).toMatchObject({ state: "expired", sealedCallback: null });
  await runOutbox(platform);
  listener.answer = () => answered(200);
  platform.clock.advance(6);
  await Promise.all([runOutbox(platform), runOutbox(anotherProcess(platform))]);
  platform.clock.advance(600);
  await runOutbox(platform);
  const data = { sessionId: id, status: "EXPIRED", reason: "Nobody claimed the credential in time", closed: true };
  expect(listener.told.map(({ event }) => event)).toEqual(
    Array.from({ length: 2 }, () => ({ id, type: "issuance_status", data })),
  );
  expect(new Set(listener.told.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

test("no code, token or secret is told; no claim or credential is kept, and nothing is kept in clear (I7)", async () => {
  const canary = "CANARY-s3cr3t";
  const issuerKey = { type: "jwk", jwk: { kty: "OKP", crv: "Ed25519", x: "sample", d: canary } };
  const request = { issuerKey, credentialData: { credentialSubject: { name: "Somebody in particular" } } };
  const { id, offerUri } = await issuerOffer(ctx, parts, { request });
  const code = await codeOf(ctx, parts.issuer, offerUri);
  const token = await redeem(ctx, parts.issuer, code);
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, parts.issuer, token, [await wallet.proof(ctx, parts.issuer)]);
  for (const { body } of listener.told) {
    for (const secret of [canary, code, token]) expect(body).not.toContain(secret);
  }
  const kept = await ctx.db.callbackDelivery.findMany({ where: { sessionId: id } });
  expect(Object.fromEntries(kept.map(({ event, shortened }) => [event, shortened]))).toEqual({
    resolved_credential_offer: false,
    requested_token: true,
    jwt_issue: true,
    issuance_status: false,
  });
  for (const { id: row, sealedRequest } of kept) {
    expect(JSON.stringify(kept)).not.toContain("app.example.org");
    const place = { tenantId: ctx.tenantId, table: "callback_delivery" as const, row };
    const text = JSON.stringify(await unsealRequest(ctx, place, sealedRequest ?? ""));
    for (const secret of [canary, code, token, credentials[0] ?? "", "Somebody in particular"]) {
      expect(text).not.toContain(secret);
    }
  }
});
