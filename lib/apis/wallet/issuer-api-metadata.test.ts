import { beforeAll, describe, expect, test, vi } from "vitest";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { licence, sdJwt, w3c } from "@/lib/testing/issuer-requests";
import { get } from "@/lib/testing/wallet-calls";
import { leadToApi } from "@/server/aliases.mjs";

/** What an issuer and its credentials say of themselves (the Issuer API's reference, section 9.1). */

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
      await walletOf(w3c({ authenticationMethod: "NONE" }));
      const offer = await (await walletOf(w3c())).read();
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
    await walletOf(licence());
    const offer = await (await walletOf(w3c())).read();
    for (const own of [offer.credential_issuer, `${ORIGIN}/draft13`]) {
      const { body } = await get(`${own}/.well-known/openid-credential-issuer`);
      const { "IdentityCredential_vc+sd-jwt": one, "org.iso.18013.5.1.mDL": other } =
        body.credential_configurations_supported;
      expect(one).toMatchObject({
        format: "vc+sd-jwt",
        vct: `${ORIGIN}/draft13/IdentityCredential`,
        // It holds the key itself, whatever the proof names: wallets that bind it to a DID refuse what they get.
        cryptographic_binding_methods_supported: ["jwk"],
      });
      // Newer clients know claims of an SD-JWT VC as a list, and refuse all metadata with an object in its place.
      expect(one).not.toHaveProperty("claims");
      expect(other).toMatchObject({ format: "mso_mdoc", doctype: "org.iso.18013.5.1.mDL" });
    }
  });

  test("in oauth-authorization-server are the same without configurations", async () => {
    const offer = await (await walletOf(w3c())).read();
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
    // Wallets of that time take no metadata in which one entry has no types.
    expect(supported.filter(({ types }) => !types?.length)).toEqual([]);
    expect(supported.find(({ id }) => id === "BankId_vc+sd-jwt")).toMatchObject({
      types: [`${ORIGIN}/draft13/BankId`],
      vct: `${ORIGIN}/draft13/BankId`,
      cryptographic_binding_methods_supported: ["jwk"],
    });
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
  await walletOf(w3c());
  platform.clock.advance(61);
  for (const path of ["/draft13/jwks", "/jwks"]) {
    const { keys } = (await get(path)).body as { keys: { kid: string; x: string; d?: string }[] };
    const { x, y } = issuer.onboarded.issuerKey.jwk;
    const own = keys.find((key) => key.x === x);
    expect(own).toMatchObject({ kid: expect.any(String), x, y });
    expect(keys.filter(({ d }) => d !== undefined)).toEqual([]);
  }
});
