import { generateKeyPairSync } from "node:crypto";
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, importJWK } from "jose";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { securityObject } from "@/e2e/support/wallet/verify-mdoc";
import { jwkOfDidJwk } from "@/lib/did/jwk";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { call } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { licence, sdJwt, w3c } from "@/lib/testing/issuer-requests";

/** Headers and members of the issue requests (Issuer API reference, sections 7.2 and 7.3), by what wallets get. */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let issuer: IssuerClient;
beforeAll(async () => {
  // Certificates are valid by the clock on the wall.
  shared.platform = await testPlatform({ now: () => new Date() });
  issuer = await IssuerClient.make(shared.platform);
});

const walletFor = async (request: object, options = {}) =>
  OfferWallet.of(shared.platform, await issuer.offer(request, options));

describe("without an issuerDid", () => {
  test("a W3C credential is its key's issuer's", async () => {
    const credential = await (await walletFor(w3c({ issuerDid: undefined }))).credential();
    const { issuerDid } = issuer.onboarded;
    expect(decodeJwt(credential).iss).toBe(issuerDid);
    await compactVerify(credential, await importJWK(jwkOfDidJwk(issuerDid) ?? {}, "ES256"));
  });

  test("a key that has no DID here goes by its did:key", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const issuerKey = { type: "jwk", jwk: privateKey.export({ format: "jwk" }) };
    const credential = await (await walletFor(w3c({ issuerKey, issuerDid: undefined }))).credential();
    const { iss = "" } = decodeJwt(credential);
    expect(iss).toMatch(/^did:key:zDn/);
    expect(decodeProtectedHeader(credential).kid).toBe(`${iss}#${iss.slice("did:key:".length)}`);
  });

  test.each(["V1", "DRAFT13", "DRAFT11"])(
    "an SD-JWT VC of %s is verified by the keys that the metadata of its iss name, by its kid",
    async (standardVersion) => {
      const credential = await (await walletFor(sdJwt({ standardVersion, issuerDid: undefined }))).credential();
      const [jwt = ""] = credential.split("~");
      const { origin, pathname } = new URL(decodeJwt(jwt).iss ?? "");
      const { body: metadata } = await call("GET", `${origin}/.well-known/jwt-vc-issuer${pathname}`);
      expect(metadata.issuer).toBe(decodeJwt(jwt).iss);
      const { body: jwks } = await call("GET", metadata.jwks_uri);
      const { protectedHeader } = await compactVerify(jwt, createLocalJWKSet(jwks));
      expect(jwks.keys.map(({ kid }: { kid: string }) => kid)).toContain(protectedHeader.kid);
    },
  );
});

test("no header but statusCallbackUri and sessionTtl changes the answer", async () => {
  const headers = { accept: "application/json", statusCallbackApiKey: "sample" };
  const answer = await issuer.post("/openid4vc/jwt/issue", { ...issuer.onboarded, ...w3c() }, headers);
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
  expect(answer.text).toMatch(/^openid-credential-offer:\/\/\?credential_offer_uri=[^\s"]+$/);
});

test.each([
  ["jwt", w3c(), "OpenBadgeCredential_jwt_vc_json"],
  ["sdjwt", w3c(), "OpenBadgeCredential_jwt_vc_json"],
  ["mdoc", w3c(), "OpenBadgeCredential_jwt_vc_json"],
  ["jwt", licence(), "org.iso.18013.5.1.mDL"],
  ["jwt", sdJwt(), "IdentityCredential_vc+sd-jwt"],
])("at /openid4vc/%s the configuration decides the format, and not the path: %j", async (family, request, id) => {
  const offer = await (await walletFor(request, { path: `/openid4vc/${family}/issue` })).read();
  expect(offer.credential_configuration_ids).toEqual([id]);
});

test.each([
  ["jwt", { type: ["VerifiableCredential", "BankId"] }, "BankId_jwt_vc_json"],
  ["jwt", { type: "BankId" }, "BankId_jwt_vc_json"],
  ["sdjwt", { type: ["BankId"] }, "BankId_vc+sd-jwt"],
])("without a configuration, %s makes it of the last type of %j", async (family, credentialData, id) => {
  const offer = await (await walletFor({ credentialData }, { path: `/openid4vc/${family}/issue` })).read();
  expect(offer.credential_configuration_ids).toEqual([id]);
});

test("an mdoc is good for 365 days unless mdocValidityDays says otherwise", async () => {
  for (const [changes, days] of [
    [{}, 365],
    [{ mdocValidityDays: 10 }, 10],
  ] as const) {
    const security = securityObject(await (await walletFor(licence(changes))).credential());
    const [validFrom, validUntil] = ["validFrom", "validUntil"].map(
      (name) =>
        new Date(String((security.get("validityInfo") as Map<string, { contents?: string }>).get(name)?.contents)),
    );
    expect((Number(validUntil) - Number(validFrom)) / 86_400_000).toBe(days);
  }
});

test.each(["DEFAULT", "ISO_18013_7_MDOC", "EBSIV3", "HAIP"])("vpProfile %s is taken", async (vpProfile) => {
  await issuer.offer(w3c({ vpProfile, useJar: true, vpRequestValue: "NaturalPersonVerifiableID" }));
});

test("displays with every member, and with others, are taken", async () => {
  const image = { url: "https://example.org/logo.png", alt_text: "Logo" };
  const display = {
    name: "Badge",
    locale: "en",
    logo: image,
    description: "Opens doors",
    background_color: "#FFFFFF",
    text_color: "#000000",
    background_image: image,
    secondary_image: image,
    custom: { more: true },
  };
  await issuer.offer(w3c({ display: [display] }));
});

describe("the grant of an offer", () => {
  test.each([
    [{}, PRE_AUTHORIZED_GRANT],
    [{ authenticationMethod: null }, PRE_AUTHORIZED_GRANT],
    [{ authenticationMethod: "PRE_AUTHORIZED" }, PRE_AUTHORIZED_GRANT],
    [{ authenticationMethod: "NONE" }, "authorization_code"],
  ])("of %j is %s alone", async (changes, grant) => {
    const { grants } = await (await walletFor(w3c(changes))).read();
    expect(Object.keys(grants)).toEqual([grant]);
  });

  test("has no transaction code, and a request for one is refused as an unknown member", async () => {
    const { grants } = await (await walletFor(w3c())).read();
    expect(Object.keys(grants[PRE_AUTHORIZED_GRANT])).toEqual(["pre-authorized_code"]);
    const body = { ...issuer.onboarded, ...w3c(), tx_code: "1234" };
    const answer = await issuer.post("/openid4vc/jwt/issue", body);
    expect(answer.body.message).toBe("Request body contains unknown field(s): tx_code");
  });
});

test("a wallet names the configuration's types, all of them, in whichever order", async () => {
  const named = async (types: string[]) => {
    const wallet = await walletFor({ ...w3c(), credentialConfigurationId: "KycCredential_jwt_vc_json" });
    const offer = await wallet.read();
    const { access_token: token, c_nonce: nonce } = await wallet.token(offer);
    const proof = { proof_type: "jwt", jwt: await wallet.proof(offer.credential_issuer, nonce) };
    const body = { format: "jwt_vc_json", credential_definition: { type: types }, proof };
    return (await call("POST", `${offer.credential_issuer}/credential`, { token, body })).body;
  };
  const types = ["VerifiableCredential", "VerifiableAttestation", "KycCredential"];
  expect(await named(types)).toHaveProperty("credential");
  expect(await named([...types].reverse())).toHaveProperty("credential");
  expect((await named(types.slice(1))).error).toBe("unsupported_credential_type");
  expect((await named(["VerifiableCredential", "OpenBadgeCredential"])).error).toBe("unsupported_credential_type");
});

describe("a batch", () => {
  test("has the version and the grant of its first request", async () => {
    const first = w3c({ standardVersion: "V1", authenticationMethod: "NONE" });
    const wallet = await walletFor([first, sdJwt({ standardVersion: "DRAFT11" })]);
    expect(wallet.reference.pathname).not.toContain("draft");
    expect(Object.keys((await wallet.read()).grants)).toEqual(["authorization_code"]);
  });

  test("of mdocs is offered too, and one of nothing is refused", async () => {
    const path = "/openid4vc/mdoc/issueBatch";
    const offer = await (await walletFor([licence(), licence()], { path })).read();
    expect(offer.credential_configuration_ids).toEqual(["org.iso.18013.5.1.mDL"]);
    expect((await issuer.post(path, [])).status).toBe(400);
    expect((await issuer.post(path, licence())).status).toBe(400);
  });
});

test("a key object without its type, or of an unknown one, is refused in the words that clients know", async () => {
  const refused = async (issuerKey: object) =>
    (await issuer.post("/openid4vc/jwt/issue", w3c({ issuerKey }))).body.message;
  expect(await refused({ id: "x" })).toBe(
    "The key type is missing from the serialized key. Please include the key type.",
  );
  expect(await refused({ type: "x", id: "x" })).toBe(
    "The key backend 'x' is not supported. Ensure you are using a compatible backend.",
  );
});
