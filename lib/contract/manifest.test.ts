import { expect, test } from "vitest";
import { ContractDisplay } from "@/lib/contract/display-schema";
import { negotiatedDisplay } from "@/lib/contract/locales";
import { contractManifest } from "@/lib/contract/manifest";
import { ContractRules } from "@/lib/contract/rules-schema";

const display = (locale: string): ContractDisplay =>
  ContractDisplay.parse({
    locale,
    card: {
      title: "Badge",
      issuedBy: "Contoso",
      backgroundColor: "#000000",
      textColor: "#ffffff",
      description: "Opens doors.",
      logo: { uri: "https://example.org/logo.png", description: "logo" },
    },
    consent: { title: "Consent", instructions: "Do consent" },
    claims: [
      { claim: "vc.credentialSubject.firstName", label: "Name", type: "String" },
      { claim: "vc.credentialSubject.photo", label: "Photo", type: "image/jpg;base64url", description: "Yours" },
    ],
  });
const did = "did:web:contoso.example.org";
const tenantId = "7d1ff4b3-75b1-4a25-b7c5-2b5e07b6a5b5";
const manifestOf = (attestations: object) =>
  contractManifest({
    publicUrl: "https://portal.example.org",
    tenantId,
    publicId: "abc",
    manifestUrl: "https://portal.example.org/manifest",
    did,
    rules: ContractRules.parse({ attestations, validityInterval: 3600, vc: { type: ["Badge"] } }),
    display: display("en-US"),
    issuedAtSeconds: 1_704_289_683,
  }) as ReturnType<typeof contractManifest> & { input: { attestations: Record<string, unknown> } };
const mapping = (inputClaim: string, outputClaim: string, flags: object = {}) => ({
  inputClaim,
  outputClaim,
  ...flags,
});

test("a manifest has the members of a live one, with its display as a map of claims (section 15)", () => {
  const hint = { mapping: [mapping("$.given_name", "firstName", { required: true })], required: true };
  expect(manifestOf({ idTokenHints: [hint] })).toEqual({
    id: "abc",
    display: {
      id: "display",
      locale: "en-US",
      contract: "https://portal.example.org/manifest",
      card: display("en-US").card,
      consent: { title: "Consent", instructions: "Do consent" },
      claims: {
        "vc.credentialSubject.firstName": { type: "String", label: "Name" },
        "vc.credentialSubject.photo": { type: "image/jpg;base64url", label: "Photo", description: "Yours" },
      },
    },
    input: {
      id: "input",
      credentialIssuer: `https://portal.example.org/v1.0/tenants/${tenantId}/verifiableCredentials/issue`,
      issuer: did,
      attestations: {
        idTokens: [
          {
            id: "https://self-issued.me",
            encrypted: false,
            claims: [{ claim: "given_name", required: true, indexed: false }],
            required: true,
            configuration: "https://self-issued.me",
            client_id: "",
            redirect_uri: "",
          },
        ],
      },
    },
    iss: did,
    iat: 1_704_289_683,
  });
});

test("each flow is put as wallets know it, by the names of the input, never the output (section 15)", () => {
  const configuration = "https://login.example.org/.well-known/openid-configuration";
  const { attestations } = manifestOf({
    idTokens: [
      {
        configuration,
        clientId: "client",
        redirectUri: "vcclient://openid/",
        scope: "openid profile",
        mapping: [mapping("email", "mail", { indexed: true })],
      },
    ],
    presentations: [
      { mapping: [mapping("$.vc.credentialSubject.firstName", "first")], credentialType: "Other", required: true },
      { trustedIssuers: ["did:web:other.example.org"], contracts: ["https://example.org/manifest"] },
    ],
    selfIssued: [{ mapping: [mapping("nick", "nick")] }, { mapping: [mapping("$.motto", "motto")], required: true }],
    accessTokens: [{ mapping: [mapping("displayName", "name", { required: true })], required: true }],
  }).input;
  const claim = (name: string, flags: object = {}) => ({ claim: name, required: false, indexed: false, ...flags });
  const directory = `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`;
  expect(attestations).toEqual({
    idTokens: [
      {
        id: configuration,
        encrypted: false,
        claims: [claim("email", { indexed: true })],
        required: false,
        configuration,
        client_id: "client",
        redirect_uri: "vcclient://openid/",
        scope: "openid profile",
      },
    ],
    presentations: [
      {
        encrypted: false,
        claims: [claim("vc.credentialSubject.firstName")],
        required: true,
        credentialType: "Other",
        issuers: [{ iss: did }],
        contracts: [],
      },
      {
        encrypted: false,
        claims: [],
        required: false,
        issuers: [{ iss: "did:web:other.example.org" }],
        contracts: ["https://example.org/manifest"],
      },
    ],
    selfIssued: {
      encrypted: false,
      claims: [claim("nick", { type: "String" }), claim("motto", { type: "String" })],
      required: true,
    },
    accessTokens: [
      {
        id: directory,
        encrypted: false,
        claims: [claim("displayName", { required: true })],
        required: true,
        configuration: directory,
        resourceId: "bb2a64ee-5d29-4b07-a491-25806dc854d3",
        oboScope: "User.Read.All",
      },
    ],
  });
});

test.each([
  ["de-CH, en;q=0.5", "de-CH"],
  ["de-AT", "de"],
  ["fr", "fr-CA"],
  ["it, EN-us;q=0.3", "en-US"],
  ["de;q=0, fr;q=0.1", "fr-CA"],
  ["*", "en-US"],
  ["it", "en-US"],
  [null, "en-US"],
  [";;;,", "en-US"],
])("a reader of %s gets the display in %s", (header, locale) => {
  const displays = ["en-US", "de", "de-CH", "fr-CA"].map(display);
  expect(negotiatedDisplay(displays, header)?.locale).toBe(locale);
});
