import { beforeAll, describe, expect, test, vi } from "vitest";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { form, get, preAuthorized } from "@/lib/testing/wallet-calls";
import { leadToApi } from "@/server/aliases.mjs";

/** What wallets meet behind an offer of the Issuer API (its reference, sections 9 and 11). */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

const ORIGIN = "https://portal.example.org";
let platform: TestPlatform;
let issuer: IssuerClient;

beforeAll(async () => {
  platform = await testPlatform();
  shared.platform = platform;
  issuer = await IssuerClient.make(platform);
});

const badge = (changes: object = {}) => ({
  credentialConfigurationId: "OpenBadgeCredential_jwt_vc_json",
  credentialData: {
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    credentialSubject: { name: "Sample Person" },
  },
  ...changes,
});
const sdJwt = (changes: object = {}) => ({
  credentialConfigurationId: "IdentityCredential_vc+sd-jwt",
  credentialData: { given_name: "Sample" },
  ...changes,
});
const licence = {
  credentialConfigurationId: "org.iso.18013.5.1.mDL",
  mdocData: { "org.iso.18013.5.1": { family_name: "Sample" } },
};
const walletOf = async (request: object) => OfferWallet.of(platform, await issuer.offer(request));
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("an offer (section 9.2)", () => {
  test("of the default version names issuer, configurations and pre-authorized code, and nothing else", async () => {
    const wallet = await walletOf(badge());
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
    const { credential_configuration_ids: ids } = await (await walletOf([badge(), sdJwt()])).read();
    expect(ids).toEqual(["OpenBadgeCredential_jwt_vc_json", "IdentityCredential_vc+sd-jwt"]);
  });

  test("by authorization code gives the wallet a state to come back with, which gets it the credential", async () => {
    const wallet = await walletOf(badge({ authenticationMethod: "NONE" }));
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
    const request = { ...issuer.onboarded, ...licence, standardVersion: "DRAFT11" };
    const { status, body } = await issuer.post("/openid4vc/mdoc/issue", request);
    expect([status, Object.keys(body.details.fields)]).toEqual([400, ["standardVersion"]]);
  });
});

describe("metadata (section 9.1)", () => {
  const openid = (own: string) => ({
    issuer: own,
    authorization_endpoint: `${own}/authorize`,
    token_endpoint: `${own}/token`,
    jwks_uri: `${own}/jwks`,
    scopes_supported: ["openid"],
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", PRE_AUTHORIZED_GRANT],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    code_challenge_methods_supported: ["S256"],
  });
  const endpoints = (own: string) => ({
    credential_issuer: own,
    credential_endpoint: `${own}/credential`,
    batch_credential_endpoint: `${own}/batch_credential`,
    deferred_credential_endpoint: `${own}/credential_deferred`,
  });

  test.each(["openid-configuration", "openid-credential-issuer"])(
    "in %s are whole, at the issuer of an offer and at /draft13",
    async (name) => {
      await walletOf(badge({ authenticationMethod: "NONE" }));
      const offer = await (await walletOf(badge())).read();
      for (const own of [offer.credential_issuer, `${ORIGIN}/draft13`]) {
        const { status, body } = await get(`${own}/.well-known/${name}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({ ...openid(own), ...endpoints(own), authorization_servers: [own] });
        // Addresses without an authority speak for nobody in particular.
        expect(body.display).toEqual(own === `${ORIGIN}/draft13` ? [] : [{ name: expect.any(String) }]);
        expect(body.credential_configurations_supported.OpenBadgeCredential_jwt_vc_json).toMatchObject({
          format: "jwt_vc_json",
          cryptographic_binding_methods_supported: expect.arrayContaining(["did:jwk", "did:key"]),
          credential_signing_alg_values_supported: ["ES256"],
          credential_definition: { type: ["VerifiableCredential", "OpenBadgeCredential"] },
        });
      }
    },
  );

  test("of SD-JWT VCs and mdocs tell vct and doctype", async () => {
    await walletOf(sdJwt());
    await walletOf(licence);
    const offer = await (await walletOf(badge())).read();
    for (const own of [offer.credential_issuer, `${ORIGIN}/draft13`]) {
      const { body } = await get(`${own}/.well-known/openid-credential-issuer`);
      const { "IdentityCredential_vc+sd-jwt": one, "org.iso.18013.5.1.mDL": other } =
        body.credential_configurations_supported;
      expect(one).toMatchObject({
        format: "vc+sd-jwt",
        vct: `${ORIGIN}/draft13/IdentityCredential`,
      });
      expect(other).toMatchObject({ format: "mso_mdoc", doctype: "org.iso.18013.5.1.mDL" });
    }
  });

  test("in oauth-authorization-server are the same without configurations", async () => {
    const offer = await (await walletOf(badge())).read();
    for (const own of [offer.credential_issuer, `${ORIGIN}/draft13`, `${ORIGIN}/draft11`]) {
      const { status, body } = await get(`${own}/.well-known/oauth-authorization-server`);
      expect([status, body.issuer, body.token_endpoint]).toEqual([200, own, `${own}/token`]);
      expect(body).not.toHaveProperty("credential_configurations_supported");
      expect(body).not.toHaveProperty("credentials_supported");
    }
  });

  test("of draft 11 are a list with ids and types, without mdocs, and name one authorization server", async () => {
    const own = `${ORIGIN}/draft11`;
    const { body } = await get(`${own}/.well-known/openid-credential-issuer`);
    expect(body).toMatchObject({ ...openid(own), ...endpoints(own), authorization_server: own });
    const supported = body.credentials_supported as { id: string; format: string; types?: string[] }[];
    expect(supported.find(({ id }) => id === "BankId_jwt_vc")).toMatchObject({
      format: "jwt_vc",
      types: ["VerifiableCredential", "BankId"],
    });
    expect(supported.map(({ format }) => format)).not.toContain("mso_mdoc");
  });
});

test("an SD-JWT VC's type leads to its metadata, whoever issues it, at the address that it is and at its well-known one", async () => {
  const [, payload = ""] = (await (await walletOf(sdJwt())).credential()).split(".");
  const { vct } = JSON.parse(Buffer.from(payload, "base64url").toString());
  expect(vct).toBe(`${ORIGIN}/draft13/IdentityCredential`);
  const request = { method: "GET", url: new URL(vct).pathname, headers: {} };
  leadToApi(request);
  expect(request.url).toBe("/.well-known/vct/draft13/IdentityCredential");
  for (const type of [
    "IdentityCredential",
    "identity_credential",
    "PhotoIDCredential",
    "urn:eu.europa.ec.eudi:pid:1",
  ]) {
    const { status, body } = await get(`/.well-known/vct/draft13/${type}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      vct: `${ORIGIN}/draft13/${type}`,
      name: expect.any(String),
      description: expect.any(String),
    });
  }
});

test("the keys of whoever issues by the API are found at /draft13/jwks and /jwks, by the name in the credential (decision 12)", async () => {
  await walletOf(badge());
  platform.clock.advance(61);
  for (const path of ["/draft13/jwks", "/jwks"]) {
    const { keys } = (await get(path)).body as { keys: { kid: string; x: string; d?: string }[] };
    const { x, y } = issuer.onboarded.issuerKey.jwk;
    const own = keys.find((key) => key.x === x);
    expect(own).toMatchObject({ kid: expect.any(String), x, y });
    expect(keys.filter(({ d }) => d !== undefined)).toEqual([]);
  }
});

describe("a token (section 9.3)", () => {
  test("is a bearer token of so many seconds, with the nonce to prove by", async () => {
    const wallet = await walletOf(badge());
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
    const used = await walletOf(badge());
    const offer = await used.read();
    await used.token(offer);
    const late = await walletOf(badge());
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
    const wallet = await walletOf(badge());
    const offer = await wallet.read();
    const { access_token: token } = await wallet.token(offer);
    platform.clock.advance(301);
    const { status, body } = await call("POST", `${offer.credential_issuer}/credential`, { token, body: {} });
    expect([status, body.error]).toEqual([401, "invalid_token"]);
  });
});

describe("a credential (section 9.4)", () => {
  /** A wallet with a token, who asks in its own words. */
  async function asking(request: object, prefix?: string) {
    const wallet = await walletOf(request);
    const offer = await wallet.read();
    const own: string = prefix ?? offer.credential_issuer;
    const token = await wallet.token(offer);
    const proof = async () => ({ proof_type: "jwt", jwt: await wallet.proof(offer.credential_issuer, token.c_nonce) });
    const ask = (body: object, path = "credential") =>
      call("POST", `${own}/${path}`, { token: token.access_token, body });
    const configurations = await wallet.configurations(offer);
    const [configuration] = configurations;
    if (!configuration) throw new Error("The offer has nothing in it.");
    return { wallet, own, proof, ask, configuration, configurations };
  }

  const types = ["VerifiableCredential", "OpenBadgeCredential"];
  test.each([
    ["credential_definition.type", badge(), { format: "jwt_vc_json", credential_definition: { type: types } }],
    ["credential_definition.types", badge(), { format: "jwt_vc_json", credential_definition: { types } }],
    ["types", badge(), { format: "jwt_vc_json", types }],
    [
      "types of jwt_vc",
      badge({ credentialConfigurationId: "OpenBadgeCredential_jwt_vc" }),
      { format: "jwt_vc", types },
    ],
    ["vct", sdJwt(), { format: "vc+sd-jwt", vct: `${ORIGIN}/draft13/IdentityCredential` }],
    ["doctype", licence, { format: "mso_mdoc", doctype: "org.iso.18013.5.1.mDL" }],
  ])("is asked for by %s", async (_, request, wanted) => {
    for (const prefix of [undefined, `${ORIGIN}/draft13`, ORIGIN]) {
      const { ask, proof } = await asking(request, prefix);
      const { status, body, text } = await ask({ ...wanted, proof: await proof() });
      expect(status, text).toBe(200);
      expect(body).toMatchObject({
        format: wanted.format,
        credential: expect.any(String),
        c_nonce: expect.any(String),
        c_nonce_expires_in: 300,
      });
    }
  });

  test("is bound to the DID that the proof's kid names, or to the key in jwk", async () => {
    for (const name of ["did:key", "jwk"] as const) {
      const wallet = await walletOf(badge());
      const [, payload = ""] = (await wallet.credential(name)).split(".");
      const { sub } = JSON.parse(Buffer.from(payload, "base64url").toString());
      expect(sub.startsWith(name === "jwk" ? "did:jwk:" : wallet.didKey)).toBe(true);
    }
  });

  test("is not given without a token, in another format or of another type, in OAuth's words", async () => {
    const { own, ask, proof } = await asking(badge());
    const bare = await call("POST", `${own}/credential`, { body: {} });
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([401, "Bearer, DPoP"]);
    const refused = async (wanted: object) => (await ask({ ...wanted, proof: await proof() })).body.error;
    expect(await refused({ format: "mso_mdoc", doctype: "x" })).toBe("unsupported_credential_format");
    expect(await refused({ format: "jwt_vc_json", types: ["Other"] })).toBe("unsupported_credential_type");
    expect((await ask({ format: "jwt_vc_json", types })).body.error).toBe("invalid_proof");
  });

  test.each([undefined, `${ORIGIN}/draft13`, ORIGIN])(
    "comes later where the request says DEFERRED, at %s",
    async (prefix) => {
      const { own, ask, proof } = await asking(badge({ issuanceType: "DEFERRED" }), prefix);
      const put = await ask({ format: "jwt_vc_json", types, proof: await proof() });
      expect(put.body).toMatchObject({
        format: "jwt_vc_json",
        acceptance_token: expect.any(String),
        c_nonce: expect.any(String),
        c_nonce_expires_in: 300,
      });
      expect(put.body).not.toHaveProperty("credential");
      const later = await call("POST", `${own}/credential_deferred`, { token: put.body.acceptance_token });
      expect([later.status, later.body.format, later.body.credential]).toEqual([
        200,
        "jwt_vc_json",
        expect.any(String),
      ]);
    },
  );

  test.each([undefined, `${ORIGIN}/draft13`, ORIGIN])(
    "of a batch come in one answer, in the order asked for, at %s",
    async (prefix) => {
      const degree = badge({ credentialConfigurationId: "UniversityDegree_jwt_vc_json" });
      const { own, ask, proof, configurations } = await asking([badge(), degree], prefix);
      const requests = configurations.map(({ format, credential_definition }) => ({ format, credential_definition }));
      const held = await proof();
      const { status, body, text } = await ask(
        { credential_requests: requests.reverse().map((one) => ({ ...one, proof: held })) },
        "batch_credential",
      );
      expect(status, text).toBe(200);
      const answers = body.credential_responses as { format: string; credential: string }[];
      expect(answers.map(({ format }) => format)).toEqual(["jwt_vc_json", "jwt_vc_json"]);
      expect(new Set(answers.map(({ credential }) => credential)).size).toBe(2);
      expect(own).toMatch(/^https:/);
    },
  );
});
