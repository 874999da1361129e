import { expect } from "@playwright/test";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { type Answer, postForm } from "@/e2e/support/wallet/ask";

/** The kinds of values that the Admin API's reference prints. */
export const GUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
export const JWT = expect.stringMatching(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/);
export const KEY_URL = expect.stringMatching(/^https?:\/\/\S+$/);
export const URN = expect.stringMatching(/^urn:pic:[0-9a-f]{32}$/);

/** By client credentials, as the reference's callers get theirs. */
export async function tokenFromIssuer(client: string): Promise<string> {
  const fields = { grant_type: "client_credentials", client_id: client, client_secret: `${client}-secret` };
  const answer = await postForm(`${defaultServer.identityProvider}/token`, fields);
  return String(answer.json().access_token);
}

export const keyVaultMetadata = {
  subscriptionId: "b593ade1-e353-43ab-9fb8-cddf669478d0",
  resourceGroup: "verifiablecredentials",
  resourceName: "vccontosokv",
  resourceUrl: "https://vccontosokv.vault.azure.net/",
};

/** An authority as printed in sections 6 and 7. */
export const authorityOf = (name: string, did: string, linkedDomainUrl: string) => ({
  id: GUID,
  name,
  status: "Enabled",
  didModel: {
    did,
    signingKeys: [KEY_URL],
    recoveryKeys: [] as string[],
    updateKeys: [] as string[],
    encryptionKeys: [] as string[],
    linkedDomainUrls: [linkedDomainUrl],
    didDocumentStatus: "published",
  },
  keyVaultMetadata,
  linkedDomainsVerified: false,
  // Ours: where the key really is.
  kmsMetadata: { backend: "jwk", keyId: KEY_URL, keyType: "P-256" },
});

/** What the contract of section 8 says. */
export const rules = {
  attestations: {
    idTokens: [
      {
        clientId: "2f670d73-624a-41fe-a139-6f1f8f2d2e47",
        configuration: "https://bankofwoodgrove.example.org/v2.0/.well-known/openid-configuration",
        redirectUri: "vcclient://openid/",
        scope: "openid",
        mapping: [
          { outputClaim: "givenName", required: false, inputClaim: "$.given_name", indexed: false },
          { outputClaim: "familyName", required: false, inputClaim: "$.family_name", indexed: true },
        ],
        required: false,
      },
    ],
  },
  validityInterval: 2592001,
  vc: { type: ["BankofWoodgroveIdentity"] },
};

export const displays = [
  {
    locale: "en-US",
    card: {
      backgroundColor: "#FFA500",
      description: "This is your Bank of Woodgrove Identity",
      issuedBy: "Bank of Woodgrove",
      textColor: "#FFFF00",
      title: "Bank of Woodgrove Identity",
      logo: {
        description: "Default Bank of Woodgrove logo",
        uri: "https://bankofwoodgrove.example.org/logo.png",
      },
    },
    consent: {
      instructions: "Please sign in with your Bank of Woodgrove account to receive your bank ID.",
      title: "Do you want to accept the verified Bank of Woodgrove Identity?",
    },
    claims: [
      { claim: "vc.credentialSubject.givenName", label: "Name", type: "String" },
      { claim: "vc.credentialSubject.familyName", label: "Surname", type: "String" },
    ],
  },
];

/** Form A of section 3.1, around the error. */
export const wrapper = {
  requestId: GUID,
  date: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
  mscv: expect.stringMatching(/^[A-Za-z0-9+/]{16}\.\d+$/),
};

/** Form C. */
export const refusal = (code: string, inner: string, target?: unknown) => ({
  ...wrapper,
  error: {
    code,
    message: expect.any(String),
    innererror: { code: inner, message: expect.any(String), ...(target !== undefined && { target }) },
  },
});

/** Answers have this status and these members, of JSON where there are any. */
export function expectAnswer(answer: Answer, status: number, body?: unknown): void {
  expect(answer.status, answer.text).toBe(status);
  if (body === undefined) expect(answer.text).toBe("");
  else {
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.json()).toEqual(body);
  }
}
