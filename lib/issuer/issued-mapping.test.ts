import { decodeJwt } from "jose";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { didJwkOf } from "@/lib/did/jwk";
import type { Egress } from "@/lib/egress/egress";
import type { Json } from "@/lib/kernel/json";
import { PublicJwk } from "@/lib/signing-key/schema";
import { call } from "@/lib/testing/admin-api";
import { type TestPlatform, testPlatform } from "@/lib/testing/ctx";
import { claimed as claimedBy, type HolderName, IssuerClient, OfferWallet } from "@/lib/testing/issuer-api";
import { sdJwt, w3c } from "@/lib/testing/issuer-requests";

/**
 * What a mapping makes of a credential that was asked for by the Issuer API, claimed over the wallets' own addresses
 * (its reference, sections 8.1 and 8.2).
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
const NOW = "2026-03-01T10:20:30.000Z";
const NOW_SECONDS = 1_772_360_430;
const issuerDid = () => issuer.onboarded.issuerDid;

const claimed = (request: object, name?: HolderName, more?: object) => claimedBy(platform, issuer, request, name, more);

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

test("a mapping is worked out when the wallet claims, not when the offer is made (8.1)", async () => {
  const text = await issuer.offer(sdJwt({ mapping: { iat: "<timestamp-seconds>" } }));
  platform.clock.advance(120);
  const [jwt = ""] = (await (await OfferWallet.of(platform, text)).credential()).split("~");
  expect(decodeJwt(jwt).iat).toBe(NOW_SECONDS + 120);
});
