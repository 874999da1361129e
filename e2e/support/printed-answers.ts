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

/** Answers have this status and these members, of JSON where there are any. */
export function expectAnswer(answer: Answer, status: number, body?: unknown): void {
  expect(answer.status, answer.text).toBe(status);
  if (body === undefined) expect(answer.text).toBe("");
  else {
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect(answer.json()).toEqual(body);
  }
}
