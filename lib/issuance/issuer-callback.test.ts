import { calculateJwkThumbprint } from "jose";
import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { runOutbox } from "@/lib/delivery/run-outbox";
import type { EgressResult } from "@/lib/egress/egress";
import { createEgress } from "@/lib/egress/egress";
import { callbackRefusal, filledCallbackUrl } from "@/lib/issuance/callback-url";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { maskedRequest } from "@/lib/issuance/masked-request";
import { recoverCredentials, sweepSessions } from "@/lib/issuance/recover";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";
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

async function claimed(offerUri: string): Promise<string> {
  const wallet = await TestWallet.make();
  const { credentials } = await claim(ctx, parts.issuer, await takenUp(offerUri), [
    await wallet.proof(ctx, parts.issuer),
  ]);
  return credentials[0] ?? "";
}

const sessionOf = (id: string) =>
  ctx.db.issuanceSession.findUniqueOrThrow({ where: { tenantId_id: { tenantId: ctx.tenantId, id } } });
const credentialsOf = (sessionId: string) =>
  ctx.db.credential.findMany({ where: { tenantId: ctx.tenantId, sessionId } });

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
  await Promise.all([runOutbox(platform), runOutbox({ ...platform, prisma: Object.create(platform.prisma) })]);
  platform.clock.advance(600);
  await runOutbox(platform);
  const data = { sessionId: id, status: "EXPIRED", reason: "Nobody claimed the credential in time", closed: true };
  expect(listener.told.map(({ event }) => event)).toEqual(
    Array.from({ length: 2 }, () => ({ id, type: "issuance_status", data })),
  );
  expect(new Set(listener.told.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

describe("$id", () => {
  const session = "2f6d5f2e-0000-4000-8000-000000000001";

  test("is replaced at every occurrence in path and query, and nowhere else (E4)", () => {
    expect(filledCallbackUrl("https://example.org/$id/x$id?a=$id&b=$id#$id", session)).toBe(
      `https://example.org/${session}/x${session}?a=${session}&b=${session}#$id`,
    );
  });

  test.each([
    "https://$id/",
    "https://$id.example.org/",
    "https://%24id.example.org/",
    "https://user:$id@example.org/",
    "https://example.org:$id/",
    "https://10.0.0.7/$id",
    "https://[::1]/$id",
    "https://localhost/$id",
    "http://example.org/$id",
    "https://example.org:8443/$id",
    "ftp://example.org/$id",
    "https://example.org\\@169.254.169.254/$id",
    "$id",
    `https://example.org/${"$id".repeat(400)}`,
  ])("%s is refused (E2, I11)", (url) => {
    expect(callbackRefusal({ egress: createEgress({ allow: [] }) }, url, session)).toBeDefined();
  });

  test("an ordinary address is taken", () => {
    expect(
      callbackRefusal({ egress: createEgress({ allow: [] }) }, "https://example.org/$id", session),
    ).toBeUndefined();
  });
});

describe("what is told and kept holds no secret (I7)", () => {
  const canary = "CANARY-s3cr3t";
  const keys = [
    { type: "jwk", jwk: { kty: "OKP", crv: "Ed25519", x: "sample", d: canary, p: canary, q: canary, oth: [canary] } },
    { type: "jwk", jwk: JSON.stringify({ kty: "EC", d: canary }) },
    {
      type: "aws",
      id: "key-1",
      config: { auth: { accessKeyId: "AKIASAMPLE", secretAccessKey: canary, region: "eu" } },
    },
    { type: "aws", config: { accessKeyId: "AKIASAMPLE", secretAccessKey: canary, sessionToken: canary } },
    { type: "tse", server: `https://${canary}@vault`, auth: { accessKey: canary, roleId: "r", secretId: canary } },
    { type: "azure-rest-api", auth: { clientId: "c", clientSecret: canary } },
    { type: "oci-rest-api", config: { signingKeyPem: canary, tenancyOcid: "t" } },
    { type: "jwk", _publicKey: JSON.stringify({ kty: "EC", d: canary }), secretOfAFormToCome: { deep: [canary] } },
    canary,
  ];

  test.each(keys.map((issuerKey) => [JSON.stringify(issuerKey), issuerKey] as const))("of %s", (_, issuerKey) => {
    expect(JSON.stringify(maskedRequest({ issuerKey, credentialData: {} }))).not.toContain(canary);
  });

  test("the public part of the key is told", async () => {
    const jwk = { kty: "OKP", crv: "Ed25519", x: "T3T4-u1Xz3vAV2JwPNxWfs4pik_JLiArz_WTCvrCFUM" };
    const issuerKey = { type: "jwk", id: "k", _keyType: "Ed25519", jwk: { ...jwk, d: canary } };
    const masked = maskedRequest({ issuerKey }).issuerKey as { jwk: Record<string, string> };
    expect(masked).toMatchObject({ type: "jwk", id: "k", _keyType: "Ed25519", jwk });
    expect(await calculateJwkThumbprint(masked.jwk as never)).toBe(await calculateJwkThumbprint(jwk));
  });

  test("no code, token or secret is told; no claim or credential is kept, and nothing is kept in clear", async () => {
    const request = { issuerKey: keys[0], credentialData: { credentialSubject: { name: "Somebody in particular" } } };
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
    const { unsealRequest } = await import("@/lib/delivery/sent-request");
    for (const { id: row, sealedRequest } of kept) {
      expect(JSON.stringify(kept)).not.toContain("app.example.org");
      const place = { tenantId: ctx.tenantId, table: "callback_delivery" as const, row };
      const text = JSON.stringify(await unsealRequest(ctx, place, sealedRequest ?? ""));
      for (const secret of [canary, code, token, credentials[0] ?? "", "Somebody in particular"]) {
        expect(text).not.toContain(secret);
      }
    }
  });
});
