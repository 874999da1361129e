import { expect, test } from "vitest";
import { tokenCall } from "@/components/api-client/token-call";
import {
  authorityCalls,
  keyCalls,
  listAuthoritiesCall,
  transactionsCall,
} from "@/components/authority/authority-calls";
import {
  authorityWithKeyCall,
  createAuthorityCall,
  keyOfNewAuthorityCall,
} from "@/components/authority/create-authority-call";
import { contractCalls, createContractCall, listContractsCall } from "@/components/contract/contract-calls";
import { starterDraft } from "@/components/contract/starter-draft";
import { starters } from "@/components/contract/starters/starters";
import { credentialCalls, listCredentialsCall, searchCall } from "@/components/credential/credential-calls";
import type { ApiCall } from "@/components/developer/api-request";
import { requestAsCode } from "@/components/developer/request-as-code";
import { issuanceCall } from "@/components/issuance/issuance-calls";
import { sampleDraft } from "@/components/issuance/issue-draft";
import { issuerApiCall, requestServiceCall } from "@/components/issuance/issuer-calls";
import { onboardCall, settingsCalls } from "@/components/organisation/settings-calls";
import { newKeyDraft } from "@/components/signing-key/key-draft";
import { apiDescriptions } from "@/lib/apis/descriptions";
import type { CredentialView } from "@/lib/credential/schema";

const operations = Object.assign({}, ...[...apiDescriptions.values()].map(({ operations }) => operations));

const id = "6b1ab2a8-4d0c-4f4a-9f6c-1f6f2f0c7c11";

/** Values that would come from the environment, as they might be there. */
const environment: Record<string, string> = {
  AWS_SECRET_ACCESS_KEY: "w".repeat(40),
  AZURE_CLIENT_SECRET: "s",
  VAULT_TOKEN: "hvs.sample",
  VAULT_SECRET_ID: "s",
  VAULT_PASSWORD: "s",
  PIN: "493827",
  CALLBACK_KEY: "k",
  PICTURE: "aGVsbG8",
  CLIENT_ID: id,
  CLIENT_SECRET: "s",
};
const filled = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (_, value) => environment[value?.fromEnvironment] ?? value);

const authority = {
  id,
  did: "did:web:contoso.example.org",
  name: "Contoso",
  linkedDomainUrl: "https://contoso.example.org/",
};
const [starter] = starters;
if (!starter) throw new Error("There is no starter.");
// biome-ignore lint/suspicious/noExplicitAny: a draft is any JSON.
const json: any = starterDraft(starter, authority);
const issuable = {
  ...json,
  id,
  authorityId: id,
  formats: ["jwt_vc_json"],
  manifestUrl: "https://portal.example.org/v1.0/tenants/t/verifiableCredentials/contracts/c/manifest",
  did: "did:web:contoso.example.org",
  authorityName: "Contoso",
};
const secret = {
  ...newKeyDraft("jwk"),
  source: "awsAccessKey" as const,
  fields: {
    region: "eu-central-1",
    accessKeyId: "AKIA".padEnd(20, "A"),
    secretAccessKey: "canary".repeat(7).slice(0, 40),
  },
};
const vault = { server: "https://vault.example.org", roleId: "role", username: "issuer" };
const vaultSecrets = { token: "canary-token", secretId: "canary-id", password: "canary-password" };
const azure = { vaultUrl: "https://contoso.vault.azure.net", tenantId: "contoso.example.org", clientId: id };
const keys = [
  secret,
  ...["token", "appRole", "userpass"].map((credentials) => ({
    ...secret,
    source: "vault" as const,
    credentials,
    fields: { ...vault, ...vaultSecrets },
  })),
  { ...secret, source: "azure" as const, fields: { ...azure, clientSecret: "canary-secret" } },
];
const draft = { name: "Contoso", linkedDomainUrl: authority.linkedDomainUrl, signingKeyId: null, key: secret };
const credential = {
  urn: `urn:pic:${"0".repeat(32)}`,
  authorityId: id,
  contractPublicId: "Y29udHJhY3Q",
} as CredentialView;
const contract = {
  authorityId: id,
  publicId: "Y29udHJhY3Q",
  name: "Staff badge",
  manifestUrl: issuable.manifestUrl,
};

const byApi = { ...sampleDraft(issuable), wireForm: "DRAFT13", callbackUrl: "https://example.org/issued" } as const;

const calls: readonly ApiCall[] = [
  listAuthoritiesCall,
  createAuthorityCall(draft),
  createAuthorityCall({ ...draft, signingKeyId: id }),
  ...keys.map(keyOfNewAuthorityCall),
  authorityWithKeyCall(id),
  ...authorityCalls(authority),
  ...keyCalls(authority),
  transactionsCall(authority),
  listContractsCall(authority),
  createContractCall(json),
  ...contractCalls(contract, json, "1-0"),
  issuanceCall(issuable, { ...sampleDraft(issuable), transactionCode: "493827" }),
  requestServiceCall(issuable, { ...byApi, transactionCode: "493827" }),
  ...(["jwt_vc_json", "dc+sd-jwt", "mso_mdoc"] as const).map((format) =>
    issuerApiCall(issuable, { backend: "vault", id }, { ...byApi, format }),
  ),
  listCredentialsCall(contract),
  onboardCall,
  ...settingsCalls({
    name: "Contoso",
    defaultKeyStore: null,
    webAuthorityDeletionAllowed: false,
    batchEventNames: false,
    country: null,
  }),
  searchCall(contract, "tmrokKIZoxbM7q/aNkPvJxVTLAHVxo6NHlAVT78tlDI="),
  ...credentialCalls(credential),
  tokenCall(),
  tokenCall(id),
];

test.each(calls)("$operation as shown is what the operation takes: $title", ({ operation, request }) => {
  const described = operations[operation];
  expect(request.method).toBe(described.method);
  const pattern = described.path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+");
  expect(request.path).toMatch(new RegExp(`^${pattern}$`));
  if (described.body) expect(described.body.safeParse(filled(request.body)).error).toBeUndefined();
  else expect(request.body).toBeUndefined();
  if (described.form) expect(described.form.safeParse(filled(request.form)).error).toBeUndefined();
  if (request.query) expect(described.query.safeParse(request.query).error).toBeUndefined();
});

test.each([
  ["an authority", authorityCalls(authority)],
  ["a key", keyCalls(authority)],
  ["a credential", credentialCalls(credential)],
])("each call of %s is shown once", (_, shown) => {
  const requests = shown.map(({ request }) => `${request.method} ${request.path}`);
  expect(requests).toEqual([...new Set(requests)]);
});

test("no call shows a secret that was typed (S1)", () => {
  for (const { request } of calls) {
    for (const language of ["curl", "typescript", "python"] as const) {
      const code = requestAsCode(request, language, "https://portal.example.org");
      expect(code).not.toContain("canary");
      expect(code).not.toContain("493827");
    }
  }
});

test("a draft that is no contract at all is shown as it is", () => {
  for (const broken of [null, 7, [], "text", {}]) {
    expect(createContractCall(broken).request.path).toBe("/v1.0/verifiableCredentials/authorities//contracts");
  }
});
