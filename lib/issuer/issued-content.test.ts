import { decode, type Tag } from "cbor2";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { didJwkOf } from "@/lib/did/jwk";
import type { Egress } from "@/lib/egress/egress";
import type { Json } from "@/lib/kernel/json";
import { PublicJwk } from "@/lib/signing-key/schema";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { type HolderName, IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";

/**
 * What is in a credential that was asked for by the Issuer API, claimed over the wallets' own addresses (Issuer API
 * reference, sections 8.1 to 8.3).
 */

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

/** What sources of content answer, by their address. */
const sources = new Map<string, string>();
const asked: string[] = [];
const egress: Egress = {
  refusal: (url) => (url.startsWith("https://") ? undefined : "not https"),
  request: async (url, { method }) => {
    asked.push(`${method} ${url}`);
    const text = sources.get(url);
    return text === undefined
      ? { ok: false, cause: "connection_failed" }
      : { ok: true, status: 200, headers: {}, body: Buffer.from(text) };
  },
};

let platform: TestPlatform;
let issuer: IssuerClient;

beforeAll(async () => {
  platform = await testPlatform({ egress });
  shared.platform = platform;
  issuer = await IssuerClient.make(platform);
});
beforeEach(() => {
  sources.clear();
  asked.length = 0;
});

const CONTEXT_1 = "https://www.w3.org/2018/credentials/v1";
const CONTEXT_2 = "https://www.w3.org/ns/credentials/v2";
const NOW = "2026-03-01T10:20:30.000Z";
const NOW_SECONDS = 1_772_360_430;
const YEAR_SECONDS = 31_536_000;
const issuerDid = () => issuer.onboarded.issuerDid;

const w3c = (changes: object = {}, credentialConfigurationId = "OpenBadgeCredential_jwt_vc_json") => ({
  credentialConfigurationId,
  credentialStatus: null,
  credentialData: {
    "@context": [CONTEXT_1],
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    credentialSubject: { name: "Sample Person" },
  },
  ...changes,
});
const sdJwt = (changes: object = {}, credentialConfigurationId = "IdentityCredential_vc+sd-jwt") => ({
  credentialConfigurationId,
  credentialStatus: null,
  credentialData: { given_name: "Sample" },
  ...changes,
});

interface Claims extends Record<string, Json | undefined> {
  vc: { credentialSubject: Record<string, Json> } & Record<string, Json>;
}

async function claimed(request: object, name: HolderName = "jwk", more: object = {}) {
  const wallet = await OfferWallet.of(platform, await issuer.offer(request));
  const credential = await wallet.credential(name, more);
  const [jwt = ""] = credential.split("~");
  return { wallet, credential, header: decodeProtectedHeader(jwt), claims: decodeJwt<Claims>(jwt) as Claims };
}

describe("a function of a mapping, worked out at the claim (section 8.2)", () => {
  const functions: [string, Json][] = [
    ["<uuid>", expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)],
    ["<timestamp>", NOW],
    ["<timestamp-seconds>", NOW_SECONDS],
    ["<timestamp-in:365d>", "2027-03-01T10:20:30.000Z"],
    ["<timestamp-in-seconds:P1D>", NOW_SECONDS + 86_400],
    ["<timestamp-before:1d2h>", "2026-02-28T08:20:30.000Z"],
    ["<timestamp-before-seconds:PT2H>", NOW_SECONDS - 7200],
    ["<timestamp-ebsi>", "2026-03-01T10:20:30Z"],
    ["<timestamp-ebsi-in:1.5h>", "2026-03-01T11:50:30Z"],
    ["<issuerDid>", expect.stringMatching(/^did:jwk:/)],
    ["<context:issuerDid>", expect.stringMatching(/^did:jwk:/)],
    ["<subjectDid>", expect.stringMatching(/^did:key:zDn/)],
    ["<context:subjectDid>", expect.stringMatching(/^did:key:zDn/)],
    ["<display>", [{ name: "Sample", backgroundColor: "#FFFFFF" }]],
    ["<webhook:https://content.example.org/a:b?c=d>", "as it is"],
    ["<webhook-json:https://content.example.org/json>", { of: ["sources", 1, null] }],
  ];
  const mapping = Object.fromEntries(functions.map(([call], at) => [`value${at}`, call]));
  const expected = Object.fromEntries(functions.map(([, value], at) => [`value${at}`, value]));
  const display = [{ name: "Sample", background_color: "#FFFFFF", unknown: 1 }];

  beforeEach(() => {
    sources.set("https://content.example.org/a:b?c=d", "as it is");
    sources.set("https://content.example.org/json", '{"of":["sources",1,null]}');
  });

  test("stands in a W3C credential, issuerId too", async () => {
    const ids = { issuerId: "<issuerId>", inContext: "<context:issuerId>" };
    const request = w3c({ mapping: { credentialSubject: { ...mapping, ...ids } } });
    const { claims } = await claimed(request, "did:key", { display });
    expect(claims.vc.credentialSubject).toEqual({
      name: "Sample Person",
      ...expected,
      issuerId: issuerDid(),
      inContext: issuerDid(),
    });
    expect(asked).toEqual(["GET https://content.example.org/a:b?c=d", "GET https://content.example.org/json"]);
  });

  test("stands in an SD-JWT VC", async () => {
    const { claims } = await claimed(sdJwt({ mapping }), "did:key", { display });
    expect(claims).toMatchObject({ given_name: "Sample", ...expected });
  });

  test.each(["jwt_vc_json", "vc+sd-jwt"])("gives what it gave last in %s, by <last:…>", async (format) => {
    const values = {
      one: "<uuid>",
      other: "<uuid>",
      again: "<last:uuid>",
      time: "<timestamp>",
      same: "<last:timestamp>",
    };
    const request =
      format === "vc+sd-jwt" ? sdJwt({ mapping: values }) : w3c({ mapping: { credentialSubject: values } });
    const { claims } = await claimed(request);
    const made = (format === "vc+sd-jwt" ? claims : claims.vc.credentialSubject) as Record<string, Json>;
    expect([made.again, made.same]).toEqual([made.other, NOW]);
    expect(made.one).not.toBe(made.other);
  });

  test("for the display of an SD-JWT VC takes that of the data when the wallet sends none", async () => {
    const own = [{ name: "Own", locale: "en", logo: { url: "https://example.org/l.png", alt_text: "Logo" } }];
    const request = sdJwt({ credentialData: { display: own }, mapping: { shown: "<display>" } });
    const { claims } = await claimed(request);
    expect(claims.shown).toEqual([
      { name: "Own", locale: "en", logo: { url: "https://example.org/l.png", altText: "Logo" } },
    ]);
  });

  test("for the subject is the did:jwk of a key that the proof names by itself", async () => {
    const { claims, wallet } = await claimed(sdJwt({ mapping: { sub: "<subjectDid>" } }), "jwk");
    expect(claims.sub).toBe(didJwkOf(PublicJwk.parse(wallet.publicJwk)));
  });

  test("for the issuer is the credential issuer's URL in an SD-JWT VC without a DID", async () => {
    const { claims, wallet } = await claimed(sdJwt({ issuerDid: undefined, mapping: { by: "<issuerDid>" } }));
    const url = wallet.reference.href.split("/offers/")[0];
    expect([claims.iss, claims.by]).toEqual([url, url]);
    const { body } = await call("GET", `/.well-known/jwt-vc-issuer${new URL(url ?? "").pathname}`);
    expect(body.issuer).toBe(url);
  });

  test("that cannot be worked out stops the claim with an OAuth error, and signs nothing", async () => {
    const silent = w3c({ mapping: { name: "<webhook:https://silent.example.org/>" } });
    const [stopped] = await (await OfferWallet.of(platform, await issuer.offer(silent))).claim();
    expect([stopped?.status, stopped?.body.error]).toEqual([503, "temporarily_unavailable"]);
    const shown = w3c({ mapping: { shown: "<display>" } });
    const [refused] = await (await OfferWallet.of(platform, await issuer.offer(shown))).claim();
    expect([refused?.status, refused?.body.error_description]).toEqual([
      400,
      "No display available for this credential",
    ]);
  });
});

test("the mapping the examples use most, W3C: id, issuer, subject and dates, merged into what was given (8.1, 8.2)", async () => {
  const { claims } = await claimed(
    w3c({
      credentialData: {
        "@context": [CONTEXT_1],
        id: "urn:uuid:to-be-replaced",
        type: ["VerifiableCredential", "OpenBadgeCredential"],
        issuer: { type: ["Profile"], name: "Sample College" },
        credentialSubject: { type: ["AchievementSubject"], list: [1] },
      },
      mapping: {
        id: "<uuid>",
        issuer: { id: "<issuerDid>" },
        credentialSubject: {
          id: "<subjectDid>",
          list: ["<uuid>"],
          more: { deep: { now: "<timestamp-seconds>" } },
          text: "",
        },
        issuanceDate: "<timestamp>",
        expirationDate: "<timestamp-in:365d>",
      },
    }),
    "did:key",
  );
  expect(claims.vc).toEqual({
    "@context": [CONTEXT_1],
    id: claims.jti,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    issuer: { type: ["Profile"], name: "Sample College", id: issuerDid() },
    credentialSubject: {
      type: ["AchievementSubject"],
      id: claims.sub,
      // Calls in arrays stay what they are.
      list: [1, "<uuid>"],
      more: { deep: { now: NOW_SECONDS } },
      text: "",
    },
    issuanceDate: NOW,
    expirationDate: "2027-03-01T10:20:30.000Z",
  });
});

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
