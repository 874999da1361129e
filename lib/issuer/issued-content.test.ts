import { decode, type Tag } from "cbor2";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { sha256Base64url } from "@/lib/kernel/hash";
import type { Json } from "@/lib/kernel/json";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { claimed as claimedBy, type HolderName, IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { sdJwt, w3c } from "@/lib/testing/issuer-requests";

/**
 * What is in a credential that was asked for by the Issuer API, claimed over the wallets' own addresses (its reference,
 * sections 8.3 and 8.4).
 */

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

const CONTEXT_1 = "https://www.w3.org/2018/credentials/v1";
const CONTEXT_2 = "https://www.w3.org/ns/credentials/v2";
const NOW = "2026-03-01T10:20:30.000Z";
const NOW_SECONDS = 1_772_360_430;
const YEAR_SECONDS = 31_536_000;
const issuerDid = () => issuer.onboarded.issuerDid;

const claimed = (request: object, name?: HolderName, more?: object) => claimedBy(platform, issuer, request, name, more);

describe("what is signed (section 8.3)", () => {
  test.each(["jwt_vc_json", "jwt_vc"])(
    "as %s of data model 1.1: header and claims, member by member",
    async (format) => {
      const mapping = {
        id: "<uuid>",
        issuanceDate: "<timestamp>",
        expirationDate: "<timestamp-in:365d>",
        "jwt:nbf": "<timestamp-before-seconds:1h>",
      };
      const { header, claims, wallet } = await claimed(w3c({ mapping }, `OpenBadgeCredential_${format}`), "did:key");
      expect(header).toEqual({ alg: "ES256", typ: "JWT", kid: `${issuerDid()}#0` });
      expect(claims).toEqual({
        iss: issuerDid(),
        sub: wallet.didKey,
        vc: expect.objectContaining({ issuanceDate: NOW, expirationDate: "2027-03-01T10:20:30.000Z" }),
        jti: claims.vc.id,
        iat: NOW_SECONDS,
        // What the mapping sets itself stays.
        nbf: NOW_SECONDS - 3600,
        exp: NOW_SECONDS + YEAR_SECONDS,
      });
    },
  );

  test("of data model 1.1 has no times that neither data nor mapping have", async () => {
    const { claims } = await claimed(w3c());
    for (const name of ["iat", "nbf", "exp"]) expect(claims).not.toHaveProperty(name);
    for (const name of ["issuanceDate", "expirationDate"]) expect(claims.vc).not.toHaveProperty(name);
  });

  test("of data model 2.0 is the credential itself, dates renamed", async () => {
    const { header, claims } = await claimed(
      w3c({
        credentialData: {
          "@context": [CONTEXT_2],
          type: ["VerifiableCredential", "OpenBadgeCredential"],
          issuer: "did:example:given",
          credentialSubject: { id: "did:example:subject" },
          issuanceDate: "2026-01-01T00:00:00Z",
        },
        mapping: { expirationDate: "<timestamp-in:365d>" },
      }),
    );
    expect(header).toEqual({ alg: "ES256", typ: "vc+jwt", kid: `${issuerDid()}#0` });
    expect(claims).toEqual({
      "@context": [CONTEXT_2],
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      issuer: "did:example:given",
      credentialSubject: { id: "did:example:subject" },
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: "2027-03-01T10:20:30.000Z",
    });
  });

  test.each([CONTEXT_1, CONTEXT_2])("of a W3C credential with fields is an SD-JWT, with %s", async (context) => {
    const selectiveDisclosure = {
      fields: { credentialSubject: { sd: false, children: { fields: { name: { sd: true } } } } },
    };
    const credentialData = { ...w3c().credentialData, "@context": [context] };
    const { header, claims, credential } = await claimed(w3c({ credentialData, selectiveDisclosure }));
    expect(header.typ).toBe("JWT");
    const [, disclosure = "", end] = credential.split("~");
    expect(JSON.parse(Buffer.from(disclosure, "base64url").toString())).toEqual([
      expect.any(String),
      "name",
      "Sample Person",
    ]);
    expect(end).toBe("");
    const subject =
      context === CONTEXT_1 ? claims.vc.credentialSubject : (claims.credentialSubject as Record<string, Json>);
    expect(subject).not.toHaveProperty("name");
    expect(subject._sd).toHaveLength(1);
  });

  test.each([
    ["IdentityCredential_vc+sd-jwt", "https://portal.example.org/draft13/IdentityCredential"],
    ["identity_credential_vc+sd-jwt", "https://portal.example.org/draft13/identity_credential"],
    ["photoID_credential_vc+sd-jwt", "https://portal.example.org/draft13/PhotoIDCredential"],
    ["my_custom_vct_vc+sd-jwt", "https://example.com/my_custom_vct"],
  ])("as SD-JWT VC of %s: data, issuer, holder's key and type, and no times", async (configuration, vct) => {
    const { header, claims, credential, wallet } = await claimed(sdJwt({}, configuration), "did:key");
    expect(header).toEqual({ alg: "ES256", typ: "dc+sd-jwt", kid: `${issuerDid()}#0` });
    expect(claims).toEqual({
      given_name: "Sample",
      _sd_alg: "sha-256",
      iss: issuerDid(),
      cnf: { jwk: { ...wallet.publicJwk, kid: await wallet.thumbprint() } },
      vct,
    });
    expect(credential.endsWith("~")).toBe(true);
  });

  test("as SD-JWT VC has the times of the mapping the examples use most", async () => {
    const mapping = {
      id: "<uuid>",
      iat: "<timestamp-seconds>",
      nbf: "<timestamp-seconds>",
      "jwt:exp": "<timestamp-in-seconds:365d>",
    };
    const { claims } = await claimed(sdJwt({ mapping }));
    expect(claims).toMatchObject({ iat: NOW_SECONDS, nbf: NOW_SECONDS, exp: NOW_SECONDS + YEAR_SECONDS });
    expect(claims.id).toMatch(/^urn:uuid:/);
    expect(claims).not.toHaveProperty("sub");
  });

  test("has the chain of the request in x5c, W3C credential and SD-JWT VC alike", async () => {
    const root = await issuer.post("/onboard/iso-mdl/iacas", {
      certificateData: {
        country: "US",
        commonName: "Root",
        issuerAlternativeNameConf: { uri: "https://root.example.org" },
      },
    });
    const { iacaKey, certificatePEM } = root.body;
    const x5c = [certificatePEM.replace(/-----[A-Z ]+-----|\s/g, "")];
    for (const request of [w3c, sdJwt]) {
      const { header } = await claimed(
        request({ issuerKey: iacaKey, issuerDid: undefined, x5Chain: [certificatePEM] }),
      );
      expect(header.x5c).toEqual(x5c);
    }
  });

  test("as mdoc is the issuer's part alone: elements, and what the issuer signed with its chain", async () => {
    const mdocData = { "org.iso.18013.5.1": { family_name: "Sample", birth_date: "1990-01-31" } };
    const text = await issuer.offer(
      { credentialConfigurationId: "org.iso.18013.5.1.mDL", mdocData, mdocStatus: null },
      { path: "/openid4vc/mdoc/issue" },
    );
    const [answer] = await (await OfferWallet.of(platform, text)).claim();
    expect(answer?.body).toMatchObject({ format: "mso_mdoc", credential_encoding: "issuer-signed" });
    const bytes = Buffer.from(answer?.body.credential, "base64url");
    const signed = decode<Map<string, never>>(bytes, { preferMap: true, ignoreGlobalTags: true });
    expect([...signed.keys()].sort()).toEqual(["issuerAuth", "nameSpaces"]);
    const [, headers, contents] = signed.get("issuerAuth") as unknown as [Uint8Array, Map<number, unknown>, Uint8Array];
    // x5chain (RFC 9360)
    expect(headers.has(33)).toBe(true);
    const { contents: object } = decode<Tag>(contents, { preferMap: true, ignoreGlobalTags: true });
    const security = decode<Map<string, unknown>>(object as Uint8Array, { preferMap: true });
    expect(security.get("docType")).toBe("org.iso.18013.5.1.mDL");
  });
});

describe("selectiveDisclosure (section 8.4)", () => {
  const decoys = { decoyMode: "NONE", decoys: 0 };
  /** As the reference prints it. */
  const sample = {
    fields: {
      birthdate: { sd: true },
      family_name: { sd: false },
      address: { sd: false, children: { fields: { country: { sd: true } }, ...decoys } },
      nationalities: { sd: false, arrayChildren: { elements: [], wildcard: { sd: true }, ...decoys } },
    },
    ...decoys,
  };
  const credentialData = {
    birthdate: "1990-01-31",
    family_name: "Sample",
    address: { country: "XA", city: "Springfield" },
    nationalities: ["XA", "XB"],
  };
  const disclosed = (credential: string): Json[][] =>
    credential
      .split("~")
      .slice(1, -1)
      .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));

  test("as the reference prints it hides a member, a member within, and each item, with salts of 16 bytes", async () => {
    const { claims, credential } = await claimed(sdJwt({ credentialData, selectiveDisclosure: sample }));
    expect(claims).toMatchObject({ family_name: "Sample", address: { city: "Springfield" } });
    expect(claims._sd).toHaveLength(1);
    expect(claims.nationalities).toEqual([{ "...": expect.any(String) }, { "...": expect.any(String) }]);
    const salts = disclosed(credential).map(([salt]) => Buffer.from(String(salt), "base64url"));
    expect(salts.map(({ length }) => length)).toEqual([16, 16, 16, 16]);
    expect(new Set(salts.map((salt) => salt.toString("hex"))).size).toBe(4);
    const hidden = disclosed(credential).map(([, ...rest]) => rest);
    expect(hidden).toEqual([["birthdate", "1990-01-31"], ["country", "XA"], ["XA"], ["XB"]]);
    const digests = credential.split("~").slice(1, -1).map(sha256Base64url);
    expect(JSON.stringify(claims)).toContain(digests[1]);
    expect(claims._sd).toEqual([digests[0]]);
  });

  test.each([
    ["NONE", 1],
    ["FIXED", 4],
  ])("with decoyMode %s and three decoys shows %i digests", async (decoyMode, count) => {
    const selectiveDisclosure = { fields: { birthdate: { sd: true } }, decoyMode, decoys: 3 };
    const { claims, credential } = await claimed(sdJwt({ credentialData, selectiveDisclosure }));
    expect(claims._sd).toHaveLength(count);
    expect(disclosed(credential)).toHaveLength(1);
  });

  test("with decoyMode RANDOM shows up to three more", async () => {
    const selectiveDisclosure = { fields: { birthdate: { sd: true } }, decoyMode: "RANDOM", decoys: 3 };
    const { claims } = await claimed(sdJwt({ credentialData, selectiveDisclosure }));
    const { length } = claims._sd as Json[];
    expect(length).toBeGreaterThanOrEqual(1);
    expect(length).toBeLessThanOrEqual(4);
  });

  test.each([w3c, sdJwt])("without fields changes nothing", async (request) => {
    const { credential, claims } = await claimed(request({ selectiveDisclosure: { fields: {} } }));
    expect(credential.split("~").filter(Boolean)).toHaveLength(1);
    expect(claims).not.toHaveProperty("_sd");
  });

  test("with children and arrayChildren at one field is refused when it is offered", async () => {
    const { children } = sample.fields.address;
    const { arrayChildren } = sample.fields.nationalities;
    const selectiveDisclosure = { fields: { address: { sd: false, children, arrayChildren } } };
    const body = { ...issuer.onboarded, ...sdJwt({ credentialData, selectiveDisclosure }) };
    const answer = await issuer.post("/openid4vc/sdjwt/issue", body);
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining("not both")]);
  });
});
