import { beforeAll, describe, expect, test, vi } from "vitest";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { licence, sdJwt, w3c } from "@/lib/testing/issuer-requests";
import { form, get, preAuthorized } from "@/lib/testing/wallet-calls";

/** What wallets are offered, and the token that they get for it (the Issuer API's reference, sections 9.2 and 9.3). */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let platform: TestPlatform;
let issuer: IssuerClient;

beforeAll(async () => {
  platform = await testPlatform();
  shared.platform = platform;
  issuer = await IssuerClient.make(platform);
});

const walletOf = async (request: object) => OfferWallet.of(platform, await issuer.offer(request));
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("an offer (section 9.2)", () => {
  test("of the default version names issuer, configurations and pre-authorized code, and nothing else", async () => {
    const wallet = await walletOf(w3c());
    const offer = await wallet.read();
    expect(offer).toEqual({
      credential_issuer: expect.stringMatching(/^https:\/\/portal\.example\.org\/oid4vci\/[^/]+\/draft13$/),
      credential_configuration_ids: ["OpenBadgeCredential_jwt_vc_json"],
      grants: { [PRE_AUTHORIZED_GRANT]: { "pre-authorized_code": expect.any(String) } },
    });
    expect(wallet.sessionId).toMatch(UUID_4);
    expect((await wallet.read()).grants).toEqual(offer.grants);
  });

  test("of a batch names every configuration", async () => {
    const { credential_configuration_ids: ids } = await (await walletOf([w3c(), sdJwt()])).read();
    expect(ids).toEqual(["OpenBadgeCredential_jwt_vc_json", "IdentityCredential_vc+sd-jwt"]);
  });

  test("by authorization code gives the wallet a state to come back with, which gets it the credential", async () => {
    const wallet = await walletOf(w3c({ authenticationMethod: "NONE" }));
    const offer = await wallet.read();
    expect(offer.grants).toEqual({ authorization_code: { issuer_state: expect.any(String) } });
    const redirect_uri = "https://wallet.example.org/back";
    const { issuer_state } = offer.grants.authorization_code;
    const query = new URLSearchParams({ response_type: "code", redirect_uri, issuer_state });
    const { status, headers } = await get(`${offer.credential_issuer}/authorize?${query}`);
    expect(status).toBe(302);
    const code = new URL(headers.get("location") ?? "").searchParams.get("code") ?? "";
    const grant = { grant_type: "authorization_code", code, redirect_uri };
    expect((await form(`${offer.credential_issuer}/token`, grant)).status).toBe(200);
  });

  test("of draft 11 that describes an SD-JWT VC gives the type that its metadata have", async () => {
    const changes = { standardVersion: "DRAFT11", draft11EncodeOfferedCredentialsByReference: false };
    // So long that its code is made when a wallet comes.
    const text = await issuer.offer(sdJwt(changes), { headers: { sessionTtl: "86400" } });
    const offer = await (await OfferWallet.of(platform, text)).read();
    const { body } = await get(`${offer.credential_issuer}/.well-known/openid-credential-issuer`);
    const supported = body.credentials_supported as { id: string; vct: string }[];
    const vct = supported.find(({ id }) => id === "IdentityCredential_vc+sd-jwt")?.vct;
    expect(vct).toEqual(expect.any(String));
    expect(offer.credentials).toEqual([{ format: "vc+sd-jwt", vct }]);
  });

  test("of draft 11, which has no mdocs, is refused for one", async () => {
    const request = { ...issuer.onboarded, ...licence(), standardVersion: "DRAFT11" };
    const { status, body } = await issuer.post("/openid4vc/mdoc/issue", request);
    expect([status, Object.keys(body.details.fields)]).toEqual([400, ["standardVersion"]]);
  });
});

describe("a token (section 9.3)", () => {
  test("is a bearer token of so many seconds, with the nonce to prove by", async () => {
    const wallet = await walletOf(w3c());
    expect(await wallet.token(await wallet.read())).toEqual({
      access_token: expect.any(String),
      token_type: expect.stringMatching(/^bearer$/i),
      // Not a moment, as in the original.
      expires_in: 300,
      c_nonce: expect.any(String),
      c_nonce_expires_in: 300,
    });
  });

  test("is given once, and neither for a code that is none nor after its time", async () => {
    const used = await walletOf(w3c());
    const offer = await used.read();
    await used.token(offer);
    const late = await walletOf(w3c());
    const lateOffer = await late.read();
    platform.clock.advance(301);
    const code = (one: typeof offer) => one.grants[PRE_AUTHORIZED_GRANT]["pre-authorized_code"];
    for (const [given, at] of [
      [code(offer), offer],
      ["eyJhbGciOiJFUzI1NiJ9.e30.e30", offer],
      [code(lateOffer), lateOffer],
    ] as const) {
      for (const path of [`${at.credential_issuer}/token`, "/draft13/token", "/token"]) {
        const { status, body } = await form(path, preAuthorized(given));
        expect([status, body]).toEqual([
          400,
          { error: "invalid_grant", error_description: "Pre-authorized code is invalid or has already been used." },
        ]);
      }
    }
    const { status } = await get(late.reference.href);
    expect(status).toBe(404);
  });

  test("ends with its time, and then opens nothing", async () => {
    const wallet = await walletOf(w3c());
    const offer = await wallet.read();
    const { access_token: token } = await wallet.token(offer);
    platform.clock.advance(301);
    const { status, body } = await call("POST", `${offer.credential_issuer}/credential`, { token, body: {} });
    expect([status, body.error]).toEqual([401, "invalid_token"]);
  });
});
