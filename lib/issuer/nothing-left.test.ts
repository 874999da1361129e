import { generateKeyPairSync } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { call, tokenFor } from "@/lib/testing/admin-api";
import { testPlatform } from "@/lib/testing/ctx";

const shared = vi.hoisted(() => ({ platform: {} as import("@/lib/testing/ctx").TestPlatform }));
vi.mock("@/lib/platform", () => ({ platform: () => shared.platform }));
vi.mock("@/lib/env.mjs", () => ({ readEnvironment: () => ({ apiTokenIssuers: [] }) }));

let token: string;
beforeAll(async () => {
  shared.platform = await testPlatform();
  token = await tokenFor(shared.platform, { role: "owner" });
});

const privateJwk = (kind: "ec" | "ed25519" = "ec") => {
  const { privateKey } =
    kind === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  return { type: "jwk", jwk: privateKey.export({ format: "jwk" }) };
};

/** A request by a key that nobody here has seen. */
const request = (changes: object = {}) => ({
  issuerKey: privateJwk(),
  credentialConfigurationId: "BankId_jwt_vc_json",
  credentialData: { type: ["VerifiableCredential", "BankId"] },
  ...changes,
});

async function rows() {
  const { signingKey, authority, contract, issuanceSession, certificate } = shared.platform.prisma;
  return Promise.all([
    signingKey.count(),
    authority.count(),
    contract.count(),
    certificate.count(),
    issuanceSession.count(),
  ]);
}

const MDL = "org.iso.18013.5.1.mDL";
const elements = (value: unknown) => ({ "org.iso.18013.5.1": { birth_date: value } });
const otherDid = "did:key:zDnaeV99rhdgMJUtvxsfvGW6gfP6B4Rhv5BKLR8fFhsBa3VCa";

test.each<[string, string, unknown]>([
  ["another key's DID", "/openid4vc/jwt/issue", request({ issuerDid: otherDid })],
  ["an unknown configuration", "/openid4vc/jwt/issue", request({ credentialConfigurationId: "Nothing_jwt_vc_json" })],
  ["an unknown function", "/openid4vc/jwt/issue", request({ mapping: { id: "<nope>" } })],
  ["a claim that is ours", "/openid4vc/jwt/issue", request({ mapping: { "jwt:vc": "<uuid>" } })],
  ["another way of authentication", "/openid4vc/jwt/issue", request({ authenticationMethod: "PWD" })],
  ["a certificate that is none", "/openid4vc/jwt/issue", request({ x5Chain: ["none"] })],
  ["no data", "/openid4vc/jwt/issue", request({ credentialData: undefined })],
  [
    "a hidden status",
    "/openid4vc/jwt/issue",
    request({ selectiveDisclosure: { fields: { credentialStatus: { sd: true } } } }),
  ],
  [
    "an element of an mdoc that cannot be",
    "/openid4vc/mdoc/issue",
    request({ credentialConfigurationId: MDL, credentialData: undefined, mdocData: elements("yesterday") }),
  ],
  [
    "a key that signs no mdocs",
    "/openid4vc/mdoc/issue",
    { issuerKey: privateJwk("ed25519"), credentialConfigurationId: MDL, mdocData: elements("1990-01-01") },
  ],
  [
    "a later request of a batch that is at fault",
    "/openid4vc/jwt/issueBatch",
    [request(), request({ mapping: { id: "<nope>" } })],
  ],
  ["a batch of two issuers", "/openid4vc/jwt/issueBatch", [request(), request()]],
  [
    "a plain signature by another key's DID",
    "/raw/jwt/sign",
    {
      issuerKey: privateJwk(),
      issuerDid: otherDid,
      subjectDid: "did:example:holder",
      credentialData: { type: ["VerifiableCredential"] },
    },
  ],
])(
  "%s: a refused request leaves neither key nor authority, contract, certificate or session (I14)",
  async (_, path, body) => {
    const before = await rows();
    const answer = await call("POST", path, { token, body });
    expect(answer.status, answer.text).toBe(400);
    expect(await rows()).toEqual(before);
  },
);

test("a root's key that does not fit its certificate is not taken in", async () => {
  const root = await call("POST", "/onboard/iso-mdl/iacas", {
    token,
    body: {
      certificateData: {
        country: "US",
        commonName: "Root",
        issuerAlternativeNameConf: { uri: "https://iaca.example.org" },
      },
    },
  });
  const before = await rows();
  const refused = await call("POST", "/onboard/iso-mdl/document-signers", {
    token,
    body: {
      iacaSigner: { iacaKey: privateJwk(), iacaPem: root.body.certificatePEM },
      certificateData: {
        country: "US",
        commonName: "Signer",
        crlDistributionPointUri: "https://iaca.example.org/crl",
        issuerUri: "https://iaca.example.org",
      },
    },
  });
  expect(refused.status).toBe(400);
  expect(await rows()).toEqual(before);
});

test("a batch by one new key is one issuer's, with its DID named in one request or in none", async () => {
  const issuerKey = privateJwk();
  const before = await rows();
  const { status, text } = await call("POST", "/openid4vc/jwt/issueBatch", {
    token,
    body: [request({ issuerKey }), request({ issuerKey })],
  });
  expect(status, text).toBe(200);
  const after = await rows();
  expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([1, 1, 1, 0, 2]);
});
