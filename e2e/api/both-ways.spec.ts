import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { issuingSetup } from "@/e2e/support/issuing-setup";
import { badgeClaims } from "@/e2e/support/portal-api";
import { databaseOf, makeDataDir, removeDataDir, startNextServer, startServer } from "@/e2e/support/servers.mjs";
import { type Answer, ask, type Question } from "@/e2e/support/wallet/ask";
import { claim } from "@/e2e/support/wallet/wallet";

/** Routes that the server calls without Next's router, as paths with `[name]` for what varies. */
const hotRoutes = readdirSync("app", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter(
    (file) => file.endsWith("/route.ts") && readFileSync(`app/${file}`, "utf8").includes("export const hot = true"),
  )
  .map((file) => `/${file.replace(/\/route\.ts$/, "")}`);

const pattern = (route: string) =>
  new RegExp(`^${route.replace(/[.*+?^${}()|\\]/g, "\\$&").replace(/\[(?:(?:\\\.){3})?\w+\]/g, "[^/]+")}$`, "i");

interface Case {
  readonly target: string;
  readonly question?: Question;
}

const compared = [
  "access-control-allow-origin",
  "cache-control",
  "content-security-policy",
  "content-type",
  "referrer-policy",
  "www-authenticate",
  "x-content-type-options",
];

/** What differs from answer to answer: ids, times, nonces and signatures. */
const settled = ({ text }: Answer): string =>
  text
    .replace(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, "<jwt>")
    .replace(/"(requestId|date|mscv|c_nonce|access_token)":"[^"]*"/g, '"$1":"<varies>"');

test("every route that takes the short way answers as by Next's router", async () => {
  const dataDir = makeDataDir();
  const server = await startServer({ dataDir });
  const database = await databaseOf(dataDir);
  const next = await startNextServer({ ...database, env: { PUBLIC_URL: server.url } });
  try {
    const setup = await issuingSetup({ server: server.url, env: { DATA_DIR: dataDir }, name: "both-ways" });
    const { url } = await setup.api.createIssuance(setup, { claims: badgeClaims() });
    const { credential } = await claim((await setup.api.createIssuance(setup)).url);
    const cases = casesOf(setup, new URL(url), credential, setup.api.authorization);

    for (const { target, question } of cases) {
      const [short, long] = await Promise.all([server.url, next.url].map((base) => ask(base + target, question)));
      const what = `${question?.method ?? "GET"} ${target}`;
      expect(short?.status, what).toBe(long?.status);
      expect(short && settled(short), what).toBe(long && settled(long));
      for (const name of compared) expect(short?.headers[name], `${what}: ${name}`).toBe(long?.headers[name]);
      // Next's router adds names of its own to Vary.
      expect(long?.headers.vary ?? "", `${what}: vary`).toContain(short?.headers.vary ?? "");
    }
    const missed = hotRoutes.filter((route) => {
      const matches = pattern(route);
      return !cases.some(({ target }) => matches.test(target.split("?", 1)[0] ?? ""));
    });
    // Metrics are of the process that is asked.
    expect(missed).toEqual(["/metrics"]);
  } finally {
    await next.stop();
    await server.stop();
    removeDataDir(dataDir);
  }
});

function casesOf(
  { authority, contract, domain }: Awaited<ReturnType<typeof issuingSetup>>,
  offer: URL,
  credential: string,
  authorization: string,
): Case[] {
  const issuer = `/oid4vci/${authority.id}`;
  const admin = `/v1.0/verifiableCredentials/authorities/${authority.id}`;
  const beta = `/beta/verifiableCredentials/authorities/${authority.id}/contracts/${contract.id}`;
  const credentials = `${admin}/contracts/${contract.id}/credentials`;
  const { vc, jti, status } = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString());
  const path = (address: string) => new URL(address).pathname;
  const get = (target: string, headers: Record<string, string> = {}): Case => ({ target, question: { headers } });
  const post = (target: string, body?: string, headers: Record<string, string> = {}): Case => ({
    target,
    question: { method: "POST", headers, ...(body !== undefined && { body }) },
  });
  const json = { "content-type": "application/json" };
  const formed = { "content-type": "application/x-www-form-urlencoded" };
  const bearer = { authorization };
  const listed = (target: string) => [get(target, bearer), get(target)];
  return [
    get("/livez"),
    get("/readyz"),

    { target: "/.well-known/did.json", question: { host: domain } },
    { target: "/.well-known/did-configuration.json", question: { host: domain } },
    get("/.well-known/callback-keys"),
    get(`/.well-known/openid-credential-issuer${issuer}`, { "accept-language": "de" }),
    ...documents.flatMap((name) => [get(`${issuer}/.well-known/${name}`), get(`/.well-known/${name}${issuer}`)]),
    get(path(offer.searchParams.get("credential_offer_uri") ?? "")),
    get(`${issuer}/offers/unknown`),
    get(`${issuer}/offers/unknown/credentialOffer?id=1`),
    post(`${issuer}/token`, "grant_type=unknown", { "content-type": "application/x-www-form-urlencoded" }),
    post(`${issuer}/nonce`),
    post(`${issuer}/credential`, "{}", json),
    post(`${issuer}/credential`, "{}", { ...json, authorization: "Bearer unknown" }),
    post(`${issuer}/notification`, "{}", json),
    { target: `${issuer}/credential`, question: { method: "OPTIONS" } },
    post(`${issuer}/deferred_credential`, "{}", json),
    get(`${issuer}/jwks`),
    get(`${issuer}/authorize?response_type=code`),
    post(`${issuer}/par`, "response_type=code", formed),
    get(`${issuer}/offers/unknown/credentialOffer?id=x`),
    get(`/.well-known/jwt-vc-issuer${issuer}`),
    ...["draft13", "draft12"].flatMap((version) => olderCases(issuer, version)),
    ...["", "/draft13", "/draft12"].flatMap(rootCases),
    get("/.well-known/vct/draft13/Unknown"),
    get("/.well-known/jwt-vc-issuer/draft13"),
    get("/openid4vc/credentialOffer?id=unknown"),
    get(path(status.status_list.uri)),
    get(path(vc.credentialStatus.statusListCredential)),
    get(`${path(status.status_list.uri)}/2021`),
    get(`${path(status.status_list.uri)}?time=1686925000`),
    get(`/status-lists/${authority.id}`),
    ...["/a", "/a/b", "/a/b/c", "/a/b/c/d"].map((place) => get(`${place}/did.json`)),
    post("/onboard/issuer", "{}", json),
    post("/raw/jwt/sign", "{}", { ...json, ...bearer }),
    post("/sign", "{}", { ...json, ...bearer }),
    ...["jwt", "sdjwt", "mdoc"].flatMap((family) => [
      post(`/openid4vc/${family}/issue`, "{}", json),
      post(`/openid4vc/${family}/issue`, '{"nothing":1}', { ...json, ...bearer }),
      post(`/openid4vc/${family}/issueBatch`, "[]", { ...json, ...bearer }),
    ]),
    post("/batchIssue", "[{}]", { ...json, ...bearer }),
    post("/onboard/iso-mdl/iacas", "{}", { ...json, ...bearer }),
    post("/onboard/iso-mdl/document-signers", "{}", { ...json, ...bearer }),
    post("/onboard/issuer", '{"key":{"backend":"none"}}', { ...json, ...bearer }),
    post("/v1.0/identityHub", "{}", json),
    get(`/credential-types/${authority.id}/1`),
    get("/openapi/admin.json"),
    get("/openapi/schemas/rules.json"),
    get("/v1.0/nothing"),
    get("/beta/nothing"),
    ...["onboard", "openid4vc", "raw"].map((folder) => post(`/${folder}/nothing`, "{}", json)),
    post("/v1.0/verifiableCredentials/onboard", undefined, bearer),
    ...listed("/v1.0/verifiableCredentials/authorities"),
    ...listed(admin),
    { target: admin, question: { method: "PATCH", body: "{", headers: { ...bearer, ...json } } },
    { target: admin.replace("/v1.0/", "/beta/"), question: { method: "DELETE", headers: bearer } },
    post(`${admin}/updateLinkedDomains`, '{"domainUrls":[]}', { ...bearer, ...json }),
    post("/v1.0/verifiableCredentials/optout"),
    ...listed("/v1.0/verifiableCredentials/organizationSettings"),
    post(`${admin}/generateDidDocument`, undefined, bearer),
    post(`${admin}/generateWellknownDidConfiguration`, undefined, bearer),
    post(`${admin}/validateWellKnownDidConfiguration`),
    post(`${admin}/didInfo/signingKeys/rotate`),
    post(`${admin}/didInfo/signingKeys`, "{}", { ...bearer, ...json }),
    ...listed(`${admin.replace("/v1.0/", "/beta/")}/didInfo/signingKeys`),
    { target: `${admin.replace("/v1.0/", "/beta/")}/didInfo/signingKeys/none`, question: { method: "DELETE" } },
    post(`${admin.replace("/v1.0/", "/beta/")}/didInfo/signingKeys/cancelRotation`, undefined, bearer),
    post(`${admin}/didInfo/synchronizeWithDidDocument`, undefined, bearer),
    ...listed(`${admin}/contracts`),
    ...listed(`${admin}/contracts/${contract.id}`),
    get(`${credentials}?filter=indexclaimhash%20eq%20${"A".repeat(43)}%3D`, bearer),
    get(`${credentials}?filter=other`, bearer),
    ...listed(`${credentials}/${jti}`),
    get(`${credentials}/${encodeURIComponent(jti)}?includeExpired=true`, bearer),
    post(`${credentials}/${jti}/revoke`),
    get(path(contract.manifestUrl), { "accept-language": "de" }),
    get(path(contract.manifestUrl), { "x-ms-sign-contract": "true" }),
    get(path(contract.manifestUrl.replace(contract.id, "none"))),
    ...listed("/v1.0/verifiableCredentialsNetwork/authorities?filter=linkeddomainurls%20like%20x"),
    ...listed(`/v1.0/tenants/${authority.id}/verifiableCredentialsNetwork/authorities/${authority.id}/contracts`),
    { target: beta, question: { method: "DELETE" } },
    ...listed(`${beta}/credentials?top=5`),
    post(`${beta}/credentials/${jti}/suspend`),
    post(`${beta}/credentials/${jti}/reinstate`),
    post(`${beta}/bulkRevocations`, "{}", { ...bearer, ...json }),
    ...listed(`${beta}/bulkRevocations/${authority.id}`),
    ...listed(`/beta/verifiableCredentials/authorities/${authority.id}/transactions?to=2000-01-01`),
    post("/v1.0/verifiableCredentials/createIssuanceRequest", "{", { ...bearer, ...json }),
    post("/oauth2/v2.0/token", "grant_type=client_credentials", {
      "content-type": "application/x-www-form-urlencoded",
    }),
    post("/both-ways/oauth2/v2.0/token", "", { "content-type": "application/x-www-form-urlencoded" }),
  ];
}

const documents = ["openid-credential-issuer", "oauth-authorization-server", "openid-configuration"];

const asked = (method: string, type: string, body: string) => (target: string) => ({
  target,
  question: { method, headers: { "content-type": type }, body },
});
const posted = asked("POST", "application/json", "{}");
const formPosted = asked("POST", "application/x-www-form-urlencoded", "grant_type=unknown");

/** What an authority answers in an older version of OpenID4VCI. */
const olderCases = (issuer: string, version: string): Case[] => [
  ...documents.flatMap((name) => [
    { target: `/.well-known/${name}${issuer}/${version}` },
    { target: `${issuer}/${version}/.well-known/${name}` },
  ]),
  { target: `/.well-known/jwt-vc-issuer${issuer}/${version}` },
  ...["jwks", "offers/unknown", "offers/unknown/credentialOffer", "authorize"].map((name) => ({
    target: `${issuer}/${version}/${name}`,
  })),
  ...["credential", "batch_credential", "credential_deferred", "notification"].map((name) =>
    posted(`${issuer}/${version}/${name}`),
  ),
  ...["token", "par"].map((name) => formPosted(`${issuer}/${version}/${name}`)),
];

/** What is answered without an authority in the address. */
const rootCases = (prefix: string): Case[] => [
  ...documents.map((name) => ({ target: `${prefix}/.well-known/${name}` })),
  ...documents.map((name) => ({ target: `/.well-known/${name}${prefix || "/draft11"}` })),
  ...["jwks", "authorize", ...(prefix ? ["credentialOffer?id=x"] : [])].map((name) => ({
    target: `${prefix}/${name}`,
  })),
  ...["credential", "batch_credential", "credential_deferred"].map((name) => posted(`${prefix}/${name}`)),
  ...["token", "par"].map((name) => formPosted(`${prefix}/${name}`)),
];
