import { beforeAll, describe, expect, test, vi } from "vitest";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";
import { IssuerClient } from "@/lib/testing/issuer-api";
import { exampleBadge, exampleIdentity } from "@/lib/testing/issuer-requests";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let client: IssuerClient;

beforeAll(async () => {
  shared.platform = await testPlatform({
    egress: {
      refusal: (url) => (url.startsWith("https://") && !url.includes("10.0.0.1") ? undefined : "not https"),
      request: async () => ({ ok: false, cause: "no network in tests" }),
    },
  });
  client = await IssuerClient.make(shared.platform);
});

const seedExample = (changes: object = {}) => ({ ...client.onboarded, ...exampleBadge(changes) });
const sdJwtExample = (changes: object = {}) => ({ ...client.onboarded, ...exampleIdentity(changes) });
const issue = (body: unknown, headers: Record<string, string> = {}) =>
  client.post("/openid4vc/jwt/issue", body, headers);

const STATUS_SHOWN = "selectiveDisclosure.fields.credentialStatus";
const concealedWithin = (outer: string, inner: string) => ({
  fields: { [outer]: { sd: false, children: { fields: { [inner]: { sd: true } } } } },
});
/** A hundred at each place that it is met at. */
const DECOYS = { sd: false, arrayChildren: { decoyMode: "FIXED", decoys: 100 } };
/** Certificates whose keys have a curve that no JWK has, and an algorithm that nobody knows. */
const FOREIGN_CURVE =
  "MIIBnDCCAUKgAwIBAgIUSQ3M2AAE3SfV3OzoiUTyRbT01HowCgYIKoZIzj0EAwIwIzELMAkGA1UEBhMCREUxFDASBgNVBAMMC3NhbXBsZSByb290MB4XDTI2MTEyMjEzMDI0MFoXDTM1MDIwODEzMDI0MFowIzELMAkGA1UEBhMCREUxFDASBgNVBAMMC3NhbXBsZSByb290MFowFAYHKoZIzj0CAQYJKyQDAwIIAQEHA0IABEgiUSxUxkJ1D8/nnKM8aAC2yy/x0d6436hYQZbUKrVCYTqcoXRojaA5Uw3VOak6narXOo4Jfgw+u6T3lJoi6r+jUzBRMB0GA1UdDgQWBBSPAVFCNwTpnLjfLVzvZbSnTurjozAfBgNVHSMEGDAWgBSPAVFCNwTpnLjfLVzvZbSnTurjozAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCICgcE1FfKKMgbLMYMsZH+yePLVVL2eyxHFmpvE4E+j2fAiEAk1lx+KT9LF3nZsayqIiAwpkwcLBGx4N+F0I6ylbes8U=";
const UNREADABLE_KEY =
  "MIIBmzCCAUGgAwIBAgIUMn9ZZnbJ3xGFj9QIHFlEvQeA/mgwCgYIKoZIzj0EAwIwIzELMAkGA1UEBhMCREUxFDASBgNVBAMMC3NhbXBsZSByb290MB4XDTI2MTEyMjEzMDI0MFoXDTM1MDIwODEzMDI0MFowIzELMAkGA1UEBhMCREUxFDASBgNVBAMMC3NhbXBsZSByb290MFkwEwYHKoZIzj0CfwYIKoZIzj0DAQcDQgAEIXcXg+MRFRhpvQsZAQi3aisUnafk8X3U5g+Prxb7oPJt6h9EjIJkCXfMTLpHMqQNQUXFAi7SqGyxLnykTMCh96NTMFEwHQYDVR0OBBYEFNyYumLy2TDLAz78WjG6svK6bKvMMB8GA1UdIwQYMBaAFNyYumLy2TDLAz78WjG6svK6bKvMMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAL5n31TYOIHWwv1mAKmTAbaSVdUKR2ORTxVq6QC8m6WNAiBuYpTfn6dN/3G0tY9WLyPRsj3nZrgNq28O1IPY23AVyg==";

describe("refused", () => {
  test.each([
    [{ issuerKey: {} }, "Issuer key in the request body cannot be empty"],
    [{ credentialData: {} }, "CredentialData in the request body cannot be empty"],
    [{ credentialConfigurationId: "" }, "Credential configuration ID in the request body cannot be empty"],
    [{ credentialConfigurationId: "Nothing_jwt_vc_json" }, "Invalid Credential Configuration Id"],
    [{ credentialConfigurationId: "__proto__" }, "Invalid Credential Configuration Id"],
    [{ standardVersion: null }, "Attribute [standardVersion] is null"],
    [{ issuerKey: undefined }, "Request body is missing required field(s): issuerKey"],
    [{ credentialData: undefined }, "Request body is missing required field(s): credentialConfigurationId"],
    [
      { credentialData: undefined, credentialConfigurationId: "BankId_jwt_vc_json" },
      "Request body is missing required field(s): credentialData",
    ],
    [{ foo: 1, bar: 2 }, "Request body contains unknown field(s): foo, bar"],
    [
      { mapping: { a: "<timestamp-in>" } },
      'Could not execute dynamic data function "timestamp-in" - missing argument! At function call: timestamp-in',
    ],
    [{ mapping: { a: { b: "<timestamp-in:1y>" } } }, "Invalid duration string format: '1y'."],
    [{ mapping: { "jwt:exp": "soon" } }, "jwt:exp: a JWT claim is set by a function call, such as <uuid>."],
  ])("%j as the reference words it", async (changes, message) => {
    const { status, body } = await issue(seedExample(changes));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      exception: true,
      id: "BadRequestException",
      status: "Bad Request",
      code: "400",
      message,
    });
    expect(body.details.expectedType).toBe("IssuanceRequest");
  });

  test.each([
    [{ authenticationMethod: "PWD" }, "authenticationMethod"],
    [{ authenticationMethod: "VP_TOKEN" }, "authenticationMethod"],
    [{ authenticationMethod: "ID_TOKEN" }, "authenticationMethod"],
    [{ authenticationMethod: "SOMETHING" }, "authenticationMethod"],
    [{ x5Chain: ["no certificate"] }, "x5Chain[0]"],
    [{ mapping: { a: "<webhook:http://example.org/>" } }, "mapping.a"],
    [{ mapping: { a: "<webhook-json:https://10.0.0.1/>" } }, "mapping.a"],
    [
      { mapping: { ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [n, `<webhook:https://example.org/${n}>`])) } },
      "mapping.5",
    ],
    [{ mapping: { a: { b: "<timestamp-in:1y>" } } }, "mapping.a.b"],
    [{ mapping: { "jwt:exp": "<timestamp-in-seconds>" } }, "mapping.jwt:exp"],
    [{ selectiveDisclosure: { fields: { "@context": { sd: true } } } }, "selectiveDisclosure.fields.@context"],
    // What a call stands for there would take the place of the entry by which it is revoked (I5).
    [{ mapping: { "jwt:vc": "<uuid>" } }, "mapping.jwt:vc"],
    [{ mapping: { "jwt:credentialStatus": "<uuid>" } }, "mapping.jwt:credentialStatus"],
    // A holder who can keep the status back shows a revoked credential as a good one (I5).
    [{ selectiveDisclosure: { fields: { credentialStatus: { sd: true } } } }, STATUS_SHOWN],
    [{ selectiveDisclosure: concealedWithin("credentialStatus", "statusListIndex") }, STATUS_SHOWN],
    [{ x5Chain: [FOREIGN_CURVE] }, "x5Chain"],
    [{ x5Chain: [UNREADABLE_KEY] }, "x5Chain"],
    [{ selectiveDisclosure: { fields: {}, decoyMode: "MANY" } }, "selectiveDisclosure.decoyMode"],
    [{ mdocValidityDays: 0 }, "mdocValidityDays"],
  ])("%j, the member named", async (changes, field) => {
    const { status, body } = await issue(seedExample(changes));
    expect(status).toBe(400);
    expect(Object.keys(body.details.fields)).toContain(field);
  });

  test.each([
    [{ selectiveDisclosure: { fields: { exp: { sd: true } } } }, "selectiveDisclosure.fields.exp"],
    [
      {
        credentialData: { lists: Array.from({ length: 1000 }, () => []) },
        mapping: {},
        selectiveDisclosure: { fields: { lists: { sd: false, arrayChildren: { wildcard: DECOYS } } } },
      },
      "selectiveDisclosure",
    ],
    [{ selectiveDisclosure: concealedWithin("status", "status_list") }, "selectiveDisclosure.fields.status"],
    [{ credentialData: { _sd: [] } }, "credentialData"],
    [{ credentialStatus: { id: "x" } }, "credentialStatus"],
    [{ mapping: { issuerId: "<issuerId>" } }, "mapping.issuerId"],
  ])("%j of an SD-JWT VC, the member named", async (changes, field) => {
    const { status, body } = await issue(sdJwtExample(changes));
    expect(status).toBe(400);
    expect(Object.keys(body.details?.fields ?? {})).toContain(field);
  });

  test.each(["http://example.org/$id", "https://10.0.0.1/", "nonsense"])(
    "a callback to %s",
    async (statusCallbackUri) => {
      const { status, body } = await issue(seedExample(), { statusCallbackUri });
      expect(status).toBe(400);
      expect(Object.keys(body.details.fields)).toEqual(["statusCallbackUri"]);
    },
  );

  test("without the right to issue", async () => {
    const reader = await tokenFor(shared.platform, { role: "reader" });
    const { status } = await call("POST", "/openid4vc/jwt/issue", { token: reader, body: seedExample() });
    expect(status).toBe(403);
  });
});

test("members that are without effect are taken", async () => {
  const { status } = await issue(
    seedExample({
      display: [{ name: "Badge", locale: "en", custom: 1 }],
      vpProfile: "HAIP",
      vpRequestValue: "x",
      useJar: true,
      credentialFormat: "jwt_vc_json",
      draft11EncodeOfferedCredentialsByReference: false,
      issuanceType: "IN_TIME",
      trustedRootCAs: null,
      mdocValidityDays: 30,
      authorizedTransactionDataTypes: [],
      selectiveDisclosure: null,
    }),
  );
  expect(status).toBe(200);
});
