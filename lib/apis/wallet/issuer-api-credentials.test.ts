import { beforeAll, describe, expect, test, vi } from "vitest";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { licence, sdJwt, w3c } from "@/lib/testing/issuer-requests";

/** What wallets ask for, and get (the Issuer API's reference, section 9.4). */

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

const walletOf = async (request: object) => OfferWallet.of(platform, await issuer.offer(request));

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
    ["credential_definition.type", w3c(), { format: "jwt_vc_json", credential_definition: { type: types } }],
    ["credential_definition.types", w3c(), { format: "jwt_vc_json", credential_definition: { types } }],
    ["types", w3c(), { format: "jwt_vc_json", types }],
    ["types of jwt_vc", w3c({ credentialConfigurationId: "OpenBadgeCredential_jwt_vc" }), { format: "jwt_vc", types }],
    ["vct", sdJwt(), { format: "vc+sd-jwt", vct: `${ORIGIN}/draft13/IdentityCredential` }],
    ["doctype", licence(), { format: "mso_mdoc", doctype: "org.iso.18013.5.1.mDL" }],
    [
      "the configuration's id where types belong, as clients that look types up among ids do",
      w3c(),
      { format: "jwt_vc_json", credential_definition: { type: ["OpenBadgeCredential_jwt_vc_json"] } },
    ],
    ["the same where vct belongs", sdJwt(), { format: "vc+sd-jwt", vct: "IdentityCredential_vc+sd-jwt" }],
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
      const wallet = await walletOf(w3c());
      const [, payload = ""] = (await wallet.credential(name)).split(".");
      const { sub } = JSON.parse(Buffer.from(payload, "base64url").toString());
      expect(sub.startsWith(name === "jwk" ? "did:jwk:" : wallet.didKey)).toBe(true);
    }
  });

  test("is not given without a token, in another format or of another type, in OAuth's words", async () => {
    const { own, ask, proof } = await asking(w3c());
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
      const { own, ask, proof } = await asking(w3c({ issuanceType: "DEFERRED" }), prefix);
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
      const degree = w3c({ credentialConfigurationId: "UniversityDegree_jwt_vc_json" });
      const { own, ask, proof, configurations } = await asking([w3c(), degree], prefix);
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
