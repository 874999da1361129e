import { expect, test } from "@playwright/test";
import { refusalIn, refused } from "@/e2e/support/admin-refusal";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { defaultServerEnv, type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { PortalApi, tokenOf } from "@/e2e/support/portal-api";
import { ask, postForm } from "@/e2e/support/wallet/ask";
import { claim } from "@/e2e/support/wallet/wallet";

/** Who may call, and how the others are told (reference, sections 2 and 3). Our own clients' tokens: the portal's journeys. */

const tenant = `callers-${process.pid}`;
let setup: IssuingSetup;
let stranger: IssuingSetup;
let credentialId: string;

test.beforeAll(async () => {
  [setup, stranger] = await Promise.all([issuingSetup({ name: tenant }), issuingSetup({ name: `${tenant}-other` })]);
  const { credential } = await claim((await setup.api.createIssuance(setup)).url);
  credentialId = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString()).jti;
});

const api = (token: string) => new PortalApi(defaultServer.url, token);
const by = async (...options: string[]) => api(await tokenOf(defaultServerEnv, ...options, "--tenant", tenant));

async function outside(client: string): Promise<PortalApi> {
  const fields = { grant_type: "client_credentials", client_id: client, client_secret: `${client}-secret` };
  return api(String((await postForm(`${defaultServer.identityProvider}/token`, fields)).json().access_token));
}

/** One operation of each permission, on things that are there. */
const operations = () => {
  const authority = `/authorities/${setup.authority.id}`;
  const contract = `${authority}/contracts/${setup.contract.id}`;
  return {
    readAuthority: ["GET", authority, undefined, 200],
    writeAuthority: ["PATCH", authority, { name: "Example Works" }, 200],
    readContract: ["GET", contract, undefined, 200],
    writeContract: ["PATCH", contract, { availableInVcDirectory: false }, 200],
    search: ["GET", `${contract}/credentials/${credentialId}`, undefined, 200],
    revoke: ["POST", `${contract}/credentials/${credentialId}/revoke`, undefined, 204],
    issue: ["POST", "/createIssuanceRequest", setup.api.issuanceRequest(setup), 201],
  } as const;
};
type Operation = keyof ReturnType<typeof operations>;

async function opened(caller: PortalApi): Promise<Operation[]> {
  const open: Operation[] = [];
  for (const [name, [method, route, body, status]] of Object.entries(operations())) {
    const answer = await caller.call(method, route, body);
    if (answer.status === status) open.push(name as Operation);
    else expect([name, ...refused(answer)]).toEqual([name, 403, "forbidden"]);
  }
  return open;
}

test("roles and application permissions open what the reference says, and nothing else is done for them (2.3)", async () => {
  const [reader, first, second] = await Promise.all([
    by("--role", "reader"),
    by("--permission", "Authority.ReadWrite", "--permission", "Credential.Search"),
    by("--permission", "Contract.Read", "--permission", "Credential.Revoke", "--permission", "Create.All"),
  ]);
  expect(await opened(reader)).toEqual(["readAuthority", "readContract", "search"]);
  expect(await opened(first)).toEqual(["readAuthority", "writeAuthority", "search"]);
  expect(await opened(second)).toEqual(["readContract", "revoke", "issue"]);
  expect(await opened(setup.api)).toEqual(Object.keys(operations()));
});

test("an outside issuer's token opens what its roles say, in the tenant that it names, by its own keys only", async () => {
  const application = await outside("issuing-app");
  // Without `tid` it is for the default tenant, where these contracts are not.
  const answer = await application.call("GET", `/authorities/${setup.authority.id}/contracts/${setup.contract.id}`);
  expect([404, 409]).toContain(answer.status);
  expect(refused(await application.call("POST", "/onboard"))).toEqual([403, "forbidden"]);
  expect(refused(await (await outside("powerless-app")).call("POST", "/onboard"))).toEqual([403, "forbidden"]);
  const [header = "", payload = "", signature = ""] = application.authorization.slice("Bearer ".length).split(".");
  const bent = (changes: object) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, "base64url").toString()), ...changes })).toString(
      "base64url",
    );
  const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  for (const token of [
    `${header}.${bent({ roles: ["owner"] })}.${signature}`,
    `${unsigned}.${bent({ roles: ["owner"] })}.`,
    `${header}.${bent({ iss: "https://elsewhere.example.org" })}.${signature}`,
    // For another API than this installation's.
    (await outside("woodgrove-person")).authorization.slice("Bearer ".length),
  ]) {
    expect(refused(await api(token).call("GET", "/authorities"))).toEqual([401, "tokenError"]);
  }
});

test("no token, no readable one, or one that is not ours is a 401 with its challenge", async () => {
  const url = `${defaultServer.url}/v1.0/verifiableCredentials/authorities`;
  const ours = setup.api.authorization;
  for (const authorization of [
    undefined,
    "",
    "Bearer",
    "Bearer x",
    "Basic dXNlcjp3b3Jk",
    `${ours}x`,
    ours.slice(0, -4),
  ]) {
    const answer = await ask(url, { headers: authorization === undefined ? {} : { authorization } });
    expect(refused(answer)).toEqual([401, "tokenError"]);
    expect(answer.headers["www-authenticate"]).toBe("Bearer");
  }
});

test("another tenant's things are not there: each operation answers as it does for an id that never was (I10)", async () => {
  const authority = `/authorities/${setup.authority.id}`;
  const contract = `${authority}/contracts/${setup.contract.id}`;
  const credential = `${contract}/credentials/${credentialId}`;
  const own = `/authorities/${stranger.authority.id}`;
  const filter = `?filter=indexclaimhash%20eq%20${"A".repeat(43)}%3D`;
  const cases: [door: "call" | "beta", method: string, route: string, body?: object][] = [
    ["call", "GET", authority],
    ["call", "PATCH", authority, { name: "Mine" }],
    ["beta", "DELETE", authority],
    ["call", "POST", `${authority}/generateDidDocument`],
    ["call", "POST", `${authority}/generateWellknownDidConfiguration`, {}],
    ["call", "POST", `${authority}/validateWellKnownDidConfiguration`],
    ["call", "POST", `${authority}/didInfo/signingKeys/rotate`],
    ["call", "POST", `${authority}/didInfo/signingKeys`, { signingKeyCurve: "P-256" }],
    ["call", "POST", `${authority}/didInfo/synchronizeWithDidDocument`],
    ["call", "POST", `${authority}/updateLinkedDomains`, { domainUrls: ["https://a.example.org/"] }],
    ["call", "GET", `${authority}/contracts`],
    ["call", "GET", contract],
    ["call", "PATCH", contract, { availableInVcDirectory: true }],
    ["beta", "DELETE", contract],
    ["call", "GET", `${contract}/credentials${filter}`],
    ["call", "GET", credential],
    ["call", "POST", `${credential}/revoke`],
    ["beta", "GET", `${contract}/credentials`],
    ["beta", "POST", `${credential}/suspend`],
    ["beta", "POST", `${contract}/bulkRevocations`, { credentialIds: [credentialId] }],
    ["beta", "GET", `${authority}/transactions`],
    // A foreign contract below an authority of one's own.
    ["call", "GET", `${own}/contracts/${setup.contract.id}`],
    ["call", "POST", `${own}/contracts/${stranger.contract.id}/credentials/${credentialId}/revoke`],
  ];
  for (const [door, method, route, body] of cases) {
    const foreign = refusalIn(await stranger.api[door](method, route, body));
    const never = route
      .replaceAll(setup.authority.id, "00000000-0000-4000-8000-000000000000")
      .replaceAll(setup.contract.id, "bm9uZQ")
      .replaceAll(credentialId, `urn:pic:${"0".repeat(32)}`);
    const absent = refusalIn(await stranger.api[door](method, never, body));
    expect([route, foreign.code, foreign]).toEqual([route, "notFound", absent]);
  }
  const posted = await stranger.api.call("POST", `${authority}/contracts`, {});
  expect(posted.status).toBeGreaterThanOrEqual(400);
  expect((await setup.api.call("GET", credential)).json()).toMatchObject({ id: credentialId });
});

test("a caller's correlation vector is carried on, and each answer names its own request", async () => {
  const vector = "AVQh55YiU3FxMipB.3";
  const route = `/authorities/${setup.authority.id}`;
  const found = await setup.api.call("GET", route, undefined, { "MS-CV": vector });
  expect([found.status, found.headers["ms-cv"]]).toEqual([200, `${vector}.0`]);
  const again = await setup.api.call("GET", route);
  expect(again.headers["request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(again.headers["request-id"]).not.toBe(found.headers["request-id"]);
  for (const odd of ["", "nonsense", "x".repeat(500)]) {
    const answer = await setup.api.call("GET", route, undefined, { "MS-CV": odd });
    expect(answer.headers["ms-cv"]).toMatch(/^[A-Za-z0-9+/]{16}\.0$/);
  }
});
