import { expect, test } from "@playwright/test";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { PortalApi, tokenOf } from "@/e2e/support/portal-api";
import {
  authorityOf,
  displays,
  expectAnswer,
  GUID,
  JWT,
  KEY_URL,
  keyVaultMetadata,
  refusal,
  rules,
  tokenFromIssuer,
  URN,
  wrapper,
} from "@/e2e/support/printed-answers";
import { makeDataDir, type RunningServer, removeDataDir, startServer } from "@/e2e/support/servers.mjs";
import { ask } from "@/e2e/support/wallet/ask";
import { claim } from "@/e2e/support/wallet/wallet";

/**
 * The example requests of the Admin API's reference, as printed there with their evident typos mended. Each answer has
 * the members that are printed, of their kinds, up to ids, dates and keys; ours besides are listed as such.
 */
test.describe.configure({ mode: "serial" });

const TENANT = "f5bf2fc6-7135-4d94-a6fe-c26e4543bc5a";

let dataDir: string;
let server: RunningServer;
/** A person with a directory role, and an application with the five permissions: each by client credentials. */
let admin: PortalApi;
let app: PortalApi;

test.beforeAll(async () => {
  dataDir = makeDataDir();
  server = await startServer({
    dataDir,
    env: {
      API_TOKEN_ISSUERS: defaultServer.identityProvider,
      API_TOKEN_AUDIENCE: "6a8b4b39-c021-437c-b060-5a14a3fd65f3",
      EGRESS_ALLOW: new URL(defaultServer.identityProvider).host,
    },
  });
  admin = new PortalApi(server.url, await tokenFromIssuer("woodgrove-person"));
  app = new PortalApi(server.url, await tokenFromIssuer("woodgrove-app"));
});
test.afterAll(async () => {
  await server?.stop();
  removeDataDir(dataDir);
});

const printed = authorityOf("ExampleName", "did:web:verifiedid.contoso.com", "https://verifiedid.contoso.com/");

let exampleId: string;
let authorityId: string;
let contractId: string;
let credentialId: string;

test("onboard: the tenant of the token, the same message each time (section 5)", async () => {
  expectAnswer(await admin.call("GET", "/authorities"), 409, refusal("conflict", "tenantNotOnboarded"));
  const onboarded = {
    id: TENANT,
    verifiableCredentialServicePrincipalId: GUID,
    verifiableCredentialRequestServicePrincipalId: GUID,
    verifiableCredentialAdminServicePrincipalId: GUID,
    status: "Enabled",
  };
  const first = await admin.call("POST", "/onboard");
  expectAnswer(first, 201, onboarded);
  expectAnswer(await admin.call("POST", "/onboard"), 201, first.json());
  expectAnswer(await app.call("POST", "/onboard"), 403, refusal("forbidden", "forbidden"));
});

test("authorities: create, list, get, rename; a did:web stays (section 6)", async () => {
  const created = await app.call("POST", "/authorities", {
    name: "ExampleName",
    linkedDomainUrl: "https://verifiedid.contoso.com/",
    didMethod: "web",
    keyVaultMetadata,
  });
  expectAnswer(created, 201, printed);
  exampleId = String(created.json().id);
  expectAnswer(await app.call("GET", `/authorities/${exampleId}`), 200, created.json());
  expectAnswer(await app.call("GET", "/authorities"), 200, { value: [created.json()] });
  const renamed = await app.call("PATCH", `/authorities/${exampleId}`, { name: "ExampleIssuerName" });
  expectAnswer(renamed, 200, { ...created.json<object>(), name: "ExampleIssuerName" });
  const beta = `${server.url}/beta/verifiableCredentials/authorities/${exampleId}`;
  const kept = await ask(beta, { method: "DELETE", headers: { authorization: app.authorization } });
  expectAnswer(kept, 400, refusal("badRequest", "didMethodNotSupported"));
  const unknown = await app.call("GET", "/authorities/00000000-0000-4000-8000-000000000000");
  expectAnswer(unknown, 404, refusal("notFound", "notFound", expect.any(String)));
});

test("DID configuration and DID document of an authority (sections 7.1 and 7.2)", async () => {
  const one = `/authorities/${exampleId}`;
  const configuration = await app.call("POST", `${one}/generateWellknownDidConfiguration`, {
    domainUrl: "https://verifiedid.contoso.com/",
  });
  expectAnswer(configuration, 200, {
    "@context": "https://identity.foundation/.well-known/contexts/did-configuration-v0.0.jsonld",
    linked_dids: [JWT],
  });
  const other = await app.call("POST", `${one}/generateWellknownDidConfiguration`, { domainUrl: "https://atest/" });
  const code = "wellKnownConfigDomainDoesNotExistInIssuer";
  expectAnswer(other, 400, { ...wrapper, error: { code, message: expect.stringContaining("https://atest/") } });

  const key = expect.stringMatching(new RegExp(`^#[0-9a-f]{32}vcSigningKey-${exampleId.slice(0, 5)}$`));
  const document = await app.call("POST", `${one}/generateDidDocument`);
  expectAnswer(document, 200, {
    id: "did:web:verifiedid.contoso.com",
    "@context": ["https://www.w3.org/ns/did/v1", { "@base": "did:web:verifiedid.contoso.com" }],
    service: [
      {
        id: "#linkeddomains",
        type: "LinkedDomains",
        serviceEndpoint: { origins: ["https://verifiedid.contoso.com/"] },
      },
      {
        id: "#hub",
        type: "IdentityHub",
        serviceEndpoint: { instances: [expect.stringMatching(/^http.*\/v1\.0\/identityHub$/)] },
      },
    ],
    verificationMethod: [
      {
        id: key,
        controller: "did:web:verifiedid.contoso.com",
        type: "JsonWebKey2020",
        publicKeyJwk: { crv: "P-256", kty: "EC", x: expect.any(String), y: expect.any(String) },
      },
    ],
    authentication: [key],
    assertionMethod: [key],
  });
});

test("rotate, publish, synchronize, validate: on a domain that this server hosts (sections 7.3 to 7.5)", async () => {
  const linkedDomainUrl = `${server.url}/`;
  const did = `did:web:${new URL(server.url).host.replace(":", "%3A")}`;
  const expected = authorityOf("Hosted here", did, linkedDomainUrl);
  const body = { name: "Hosted here", linkedDomainUrl, didMethod: "web", keyVaultMetadata };
  const created = await app.call("POST", "/authorities", body);
  expectAnswer(created, 201, expected);
  authorityId = String(created.json().id);

  const rotated = await app.call("POST", `/authorities/${authorityId}/didInfo/signingKeys/rotate`);
  const twoKeys = { ...expected.didModel, signingKeys: [KEY_URL, KEY_URL] };
  expectAnswer(rotated, 200, { ...expected, didModel: { ...twoKeys, didDocumentStatus: "outOfSync" } });
  const synchronized = await app.call("POST", `/authorities/${authorityId}/didInfo/synchronizeWithDidDocument`);
  expectAnswer(synchronized, 200, { ...expected, didModel: twoKeys });

  expectAnswer(await app.call("POST", `/authorities/${authorityId}/validateWellKnownDidConfiguration`), 204);
  const validated = await app.call("GET", `/authorities/${authorityId}`);
  expect(validated.json().linkedDomainsVerified).toBe(true);
});

/** A contract as printed in section 8. */
const contractOf = (name: string, id: string) => ({
  id,
  name,
  status: "Enabled",
  authorityId,
  issuerId: authorityId,
  manifestUrl: `${server.url}/v1.0/tenants/${TENANT}/verifiableCredentials/contracts/${id}/manifest`,
  issueNotificationEnabled: false,
  issueNotificationAllowedToGroupOids: null as null | string[],
  availableInVcDirectory: false,
  rules: rules as unknown,
  displays: displays as unknown,
  allowOverrideValidityIntervalOnIssuance: false,
  // Ours: the forms in which it is issued, the default first.
  formats: expect.any(Array),
});

test("contracts: create, list, get, change (section 8)", async () => {
  const contracts = `/authorities/${authorityId}/contracts`;
  const name = "ExampleContractName1";
  const id = Buffer.from(TENANT + name.toLowerCase()).toString("base64url");
  const created = await app.call("POST", contracts, { name, rules, displays });
  expectAnswer(created, 201, contractOf(name, id));
  // Rules and displays as texts that are JSON, as the reference prints them.
  const texts = { name: "AsTexts", rules: JSON.stringify(rules), displays: JSON.stringify(displays) };
  const asTexts = await app.call("POST", contracts, texts);
  expectAnswer(asTexts, 201, contractOf("AsTexts", Buffer.from(`${TENANT}astexts`).toString("base64url")));
  expectAnswer(await app.call("GET", `${contracts}/${id}`), 200, created.json());
  const listed = (await app.call("GET", contracts)).json<{ value: unknown[] }>();
  expect(Object.keys(listed)).toEqual(["value"]);
  expect(listed.value).toEqual(expect.arrayContaining([created.json(), asTexts.json()]));

  const change = { availableInVcDirectory: true, allowOverrideValidityIntervalOnIssuance: true };
  expectAnswer(await app.call("PATCH", `${contracts}/${id}`, change), 200, { ...contractOf(name, id), ...change });
  const again = await app.call("POST", contracts, { name: name.toUpperCase(), rules, displays });
  expectAnswer(again, 409, refusal("conflict", "contractNameNotUnique", "name"));
});

test("credentials: find by the reference's own hash, get, revoke (section 9)", async () => {
  const hinted = {
    ...rules,
    attestations: {
      idTokenHints: [
        {
          mapping: [
            { outputClaim: "givenName", required: true, inputClaim: "$.given_name", indexed: false },
            { outputClaim: "familyName", required: true, inputClaim: "$.family_name", indexed: true },
          ],
          required: true,
        },
      ],
    },
  };
  const contracts = `/authorities/${authorityId}/contracts`;
  const contract = (await app.call("POST", contracts, { name: "test3", rules: hinted, displays })).json();
  contractId = String(contract.id);
  expect(contractId).toBe("ZjViZjJmYzYtNzEzNS00ZDk0LWE2ZmUtYzI2ZTQ1NDNiYzVhdGVzdDM");
  const authority = (await app.call("GET", `/authorities/${authorityId}`)).json<{ didModel: { did: string } }>();
  const offered = await app.call("POST", "/createIssuanceRequest", {
    authority: authority.didModel.did,
    manifest: contract.manifestUrl,
    type: "BankofWoodgroveIdentity",
    registration: { clientName: "Bank of Woodgrove" },
    claims: { given_name: "Sample", family_name: "Bowen" },
  });
  expectAnswer(offered, 201, {
    requestId: GUID,
    url: expect.stringMatching(/^openid-credential-offer:\/\//),
    expiry: expect.any(Number),
  });
  await claim(String(offered.json().url));

  const credentials = `${contracts}/${contractId}/credentials`;
  const search = `${credentials}?filter=indexclaimhash eq tmrokKIZoxbM7q%2FaNkPvJxVTLAHVxo6NHlAVT78tlDI%3D`;
  const issuedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
  const issuedAtTimestamp = expect.stringMatching(/^\w{3}, [1-9]\d? \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  const found = await app.call("GET", search.replaceAll(" ", "%20"));
  // Ours in a search: contractId and issuedAt.
  const one = { id: URN, status: "valid", issuedAtTimestamp, contractId, issuedAt };
  expectAnswer(found, 200, { value: [one] });
  credentialId = found.json<{ value: { id: string }[] }>().value[0]?.id ?? "";

  const path = `${credentials}/${credentialId}`;
  const credential = { id: credentialId, contractId, status: "valid", issuedAt };
  expectAnswer(await app.call("GET", path), 200, credential);
  expectAnswer(await app.call("GET", `${credentials}/${encodeURIComponent(credentialId)}`), 200, credential);
  for (const _ of ["first", "again"]) expectAnswer(await app.call("POST", `${path}/revoke`), 204);
  expectAnswer(await app.call("GET", path), 200, { ...credential, status: "issuerRevoked" });
});

test("opt-out: the bare word, and nothing is left (section 10)", async () => {
  const refused = await app.call("POST", "/optout");
  expectAnswer(refused, 403, refusal("forbidden", "forbidden"));
  // By an owner: it cannot be undone (security A6).
  const owner = new PortalApi(server.url, await tokenOf({ DATA_DIR: dataDir }, "--role", "owner", "--tenant", TENANT));
  const left = await owner.call("POST", "/optout");
  expect([left.status, left.text, left.headers["content-type"]]).toEqual([200, "OK", "application/json"]);
  expectAnswer(await app.call("GET", "/authorities"), 409, refusal("conflict", "tenantNotOnboarded"));
  expect((await owner.call("GET", "/authorities")).status).toBe(401);
});
