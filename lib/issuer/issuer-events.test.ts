import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { EgressResult } from "@/lib/egress/egress";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { call } from "@/lib/testing/admin-api";
import { answered, Listener, type Told } from "@/lib/testing/callback";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { licence } from "@/lib/testing/issuer-requests";

/**
 * What a client of the Issuer API is told at its `statusCallbackUri`, from the request to the claimed credential (Issuer
 * API reference, section 10).
 */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const listener = new Listener();
const everywhere = (): EgressResult => answered(200);
const headers = { statusCallbackUri: "https://app.example.org/told/$id/of?session=$id&again=$id" };

let platform: TestPlatform;
let issuer: IssuerClient;

beforeAll(async () => {
  platform = await testPlatform({ egress: listener.egress });
  shared.platform = platform;
  issuer = await IssuerClient.make(platform);
});
beforeEach(() => {
  listener.told.length = 0;
  listener.answer = everywhere;
});

const badge = (changes: object = {}) => ({
  credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json",
  credentialData: {
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    credentialSubject: { name: "Sample Person" },
  },
  mapping: { id: "<uuid>" },
  ...changes,
});
/** Written with the defaults, as the request is told. */
const map = (fields: object) => ({ fields, decoyMode: "NONE", decoys: 0 });
const fields = map({ credentialSubject: { sd: false, children: map({ name: { sd: true } }) } });
const identity = (credentialConfigurationId: string) => ({
  credentialConfigurationId,
  credentialData: { given_name: "Sample" },
  selectiveDisclosure: map({ given_name: { sd: true } }),
});

/** The key as a receiver may know it. */
const toldKey = () => issuer.onboarded.issuerKey;
const told = () => listener.told.map(({ event }) => event);

const kinds: [string, object, string, string][] = [
  ["a W3C credential", badge(), "jwt_issue", "jwt"],
  ["a W3C credential of the name jwt_vc", badge({ credentialConfigurationId: "BankId_jwt_vc" }), "jwt_issue", "jwt"],
  ["a W3C credential with disclosures", badge({ selectiveDisclosure: fields }), "jwt_issue", "jwt"],
  ["an SD-JWT VC of the name vc+sd-jwt", identity("IdentityCredential_vc+sd-jwt"), "sdjwt_issue", "sdjwt"],
  ["an SD-JWT VC of the name dc+sd-jwt", identity("identity_credential_vc+sd-jwt"), "sdjwt_issue", "sdjwt"],
  ["an mdoc", licence(), "generated_mdoc", "mdoc"],
];

describe.each(["DRAFT13", "V1"])("a client that asks in %s", (standardVersion) => {
  test.each(kinds)("is told of %s in order, each time whole (section 10)", async (_, request, type, member) => {
    const asked = { ...request, standardVersion };
    const wallet = await OfferWallet.of(platform, await issuer.offer(asked, { headers }));
    const credential = await wallet.credential();
    const id = wallet.sessionId;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const { credentialConfigurationId } = request as ReturnType<typeof badge>;
    const value = member === "mdoc" ? Buffer.from(credential, "base64url").toString("hex") : credential;
    expect(told()).toEqual([
      {
        id,
        type: "resolved_credential_offer",
        data: {
          credential_issuer: expect.stringContaining("https://portal.example.org/oid4vci/"),
          credential_configuration_ids: [credentialConfigurationId],
          grants: { [PRE_AUTHORIZED_GRANT]: { "pre-authorized_code": "***" } },
        },
      },
      { id, type: "requested_token", data: { request: { ...issuer.onboarded, issuerKey: toldKey(), ...asked } } },
      { id, type, data: { [member]: value } },
      {
        id,
        type: "issuance_status",
        data: {
          sessionId: id,
          status: "SUCCESSFUL",
          reason: "Credential issued successfully",
          closed: true,
          credentialConfigurationId,
        },
      },
    ]);
    for (const { url, headers: sent } of listener.told) {
      expect(url).toBe(`https://app.example.org/told/${id}/of?session=${id}&again=${id}`);
      expect(sent["content-type"]).toBe("application/json");
      expect(sent["webhook-signature"]).toMatch(/^v1a,/);
    }
  });
});

test("a draft 11 offer is told as it is written in that draft", async () => {
  const wallet = await OfferWallet.of(platform, await issuer.offer(badge({ standardVersion: "DRAFT11" }), { headers }));
  await wallet.credential();
  expect(listener.types()).toEqual(["resolved_credential_offer", "requested_token", "jwt_issue", "issuance_status"]);
  expect(told()[0]?.data).toMatchObject({ credentials: ["OpenBadgeCredential_jwt_vc_json"] });
});

test("a batch is told by one id: its first request, each credential by itself, and its end once", async () => {
  const batch = [
    badge(),
    badge({ credentialConfigurationId: "UniversityDegree_jwt_vc_json" }),
    identity("BankId_vc+sd-jwt"),
  ];
  const wallet = await OfferWallet.of(platform, await issuer.offer(batch, { headers }));
  const answers = await wallet.claim();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(listener.types()).toEqual([
    "resolved_credential_offer",
    "requested_token",
    "jwt_issue",
    "issuance_status",
    "jwt_issue",
    "issuance_status",
    "sdjwt_issue",
    "issuance_status",
  ]);
  expect(new Set(told().map(({ id }) => id))).toEqual(new Set([wallet.sessionId]));
  const [, tokenEvent] = told();
  expect(tokenEvent?.data).toMatchObject({ request: { credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json" } });
  const ends = told().filter(({ type }) => type === "issuance_status");
  expect(ends.map(({ data }) => [data.status, data.closed])).toEqual([
    ["ACTIVE", false],
    ["ACTIVE", false],
    ["SUCCESSFUL", true],
  ]);
});

test("what is put off is told when it is signed, not when it is asked for", async () => {
  const text = await issuer.offer(badge({ issuanceType: "DEFERRED" }), { headers });
  const wallet = await OfferWallet.of(platform, text);
  const [put] = await wallet.claim();
  expect([put?.status, put?.body.format]).toEqual([202, "jwt_vc_json"]);
  expect(listener.types()).toEqual(["resolved_credential_offer", "requested_token"]);
  const { body } = await call("POST", `${(await wallet.read()).credential_issuer}/credential_deferred`, {
    token: put?.body.acceptance_token,
    body: "",
  });
  expect(told().slice(3)).toMatchObject([
    { type: "jwt_issue", data: { jwt: body.credential } },
    { type: "issuance_status", data: { status: "SUCCESSFUL", closed: true } },
  ]);
});

describe("a callback that is not confirmed stops the issuance there, for", () => {
  const steps = ["resolved_credential_offer", "requested_token", "jwt_issue"] as const;

  test.each(steps)("%s (I6)", async (step) => {
    const wallet = await OfferWallet.of(platform, await issuer.offer(badge(), { headers }));
    listener.answer = ({ event }: Told) =>
      event.type === step ? { ok: false, cause: "connection_failed" } : answered(200);
    await expect(wallet.credential()).rejects.toThrow();
    expect(listener.types()).toEqual(steps.slice(0, steps.indexOf(step) + 1));
  });

  test("nobody where no address was given: nothing goes out", async () => {
    listener.answer = () => ({ ok: false, cause: "connection_failed" });
    await (await OfferWallet.of(platform, await issuer.offer(badge()))).credential();
    expect(listener.told).toEqual([]);
  });
});
