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

/** @param {string} id @param {string[]} roles */
const application = (id, roles) => ({
  client_id: id,
  client_secret: `${id}-secret`,
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
  token_endpoint_auth_method: "client_secret_post",
  "x-roles": roles,
});

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
    application("issuing-app", ["VerifiableCredential.Contract.Read", "VerifiableCredential.Credential.Issue"]),
    application("powerless-app", []),
  ],
  extraClientMetadata: { properties: ["x-roles"] },
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
      getResourceServerInfo: (_, audience) => ({
        scope: "api",
        audience,
        accessTokenFormat: "jwt",
        accessTokenTTL: 3600,
        jwt: { sign: { alg: "RS256" } },
      }),
    },
  },
  extraTokenClaims: (_, token) =>
    token.kind === "ClientCredentials" ? { roles: token.client?.["x-roles"] ?? [], azp: token.clientId } : undefined,
  cookies: { keys: ["a key for tests only"] },
});
provider.on("server_error", (_, error) => console.error(error));
provider.listen(Number(new URL(issuer).port), "127.0.0.1", () => console.log(`identity provider on ${issuer}`));
