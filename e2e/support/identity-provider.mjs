// An OpenID provider for tests: signs in the people below with any password, and gives applications JWT access tokens.
import Provider from "oidc-provider";

const issuer = process.env.ISSUER ?? "http://127.0.0.1:3910";
const portal = process.env.PORTAL_URL ?? "http://127.0.0.1:3901";
const AUDIENCE = "api://portal";

/** @type {Record<string, { name: string, email: string, roles: string[] }>} */
const people = {
  olivia: { name: "Olivia Owner", email: "olivia@example.org", roles: ["owner"] },
  adam: { name: "Adam Admin", email: "adam@example.org", roles: ["admin"] },
  rita: { name: "Rita Reader", email: "rita@example.org", roles: ["reader"] },
  nina: { name: "Nina Norole", email: "nina@example.org", roles: [] },
};

/** @param {string} id @param {object} claims what its tokens say besides */
const application = (id, { audience = AUDIENCE, ...claims }) => ({
  client_id: id,
  client_secret: `${id}-secret`,
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
  token_endpoint_auth_method: "client_secret_post",
  "x-audience": audience,
  "x-claims": claims,
});

/** The reference's own tenant, and its API's own identifier. */
const woodgrove = {
  audience: "6a8b4b39-c021-437c-b060-5a14a3fd65f3",
  tid: "f5bf2fc6-7135-4d94-a6fe-c26e4543bc5a",
};
const permissions = [
  "Authority.ReadWrite",
  "Contract.ReadWrite",
  "Credential.Search",
  "Credential.Revoke",
  "Create.All",
];

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "portal",
      client_secret: "portal-secret",
      redirect_uris: [`${portal}/api/auth/callback/oidc`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_basic",
    },
    application("issuing-app", {
      roles: ["VerifiableCredential.Contract.Read", "VerifiableCredential.Credential.Issue"],
    }),
    application("powerless-app", { roles: [] }),
    // As Entra's tokens: of a person with a directory role, and of an application with permissions.
    application("woodgrove-person", {
      ...woodgrove,
      scp: "full_access",
      wids: ["0526716b-113d-4c15-b2c8-68e3c22b9f80"],
    }),
    application("woodgrove-app", {
      ...woodgrove,
      idtyp: "app",
      roles: permissions.map((name) => `VerifiableCredential.${name}`),
      wids: ["0997a1d0-0d1d-4acb-b408-d5ca73121e90"],
    }),
  ],
  extraClientMetadata: { properties: ["x-audience", "x-claims"] },
  claims: { openid: ["sub"], profile: ["name", "roles"], email: ["email"] },
  // Claims go into the ID token itself, as Entra ID does it.
  conformIdTokenClaims: false,
  findAccount: (_, id) => {
    const person = people[id];
    return person && { accountId: id, claims: async () => ({ sub: id, ...person }) };
  },
  pkce: { required: () => false },
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (context) => (context.oidc.client?.clientId === "portal" ? "" : AUDIENCE),
      useGrantedResource: () => true,
      getResourceServerInfo: (_, __, client) => ({
        scope: "api",
        audience: client["x-audience"],
        accessTokenFormat: "jwt",
        accessTokenTTL: 3600,
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
  extraTokenClaims: (_, token) =>
    token.kind === "ClientCredentials"
      ? { azp: token.clientId, .../** @type {object} */ (token.client?.["x-claims"]) }
      : undefined,
  cookies: { keys: ["a key for tests only"] },
});
provider.on("server_error", (_, error) => console.error(error));
provider.listen(Number(new URL(issuer).port), "127.0.0.1", () => console.log(`identity provider on ${issuer}`));
