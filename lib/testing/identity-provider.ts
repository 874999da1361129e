import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider from "oidc-provider";

export interface IdentityProvider {
  readonly issuer: string;
  readonly server: Server;
  /** An access token by client credentials, as the provider gives it to that application. */
  token(application: string): Promise<string>;
  /** From now on another key signs, and the one before is no longer published. */
  rotateKey(): Promise<void>;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** An application that asks for tokens: for whom they are, and what they say. */
interface Application {
  readonly audience: string;
  readonly claims: Record<string, unknown>;
}

/** A real OpenID Connect provider on loopback, with one client of this redirect address and these people. */
export async function startIdentityProvider(
  redirectUri: string,
  people: Record<string, Person>,
  applications: Record<string, Application> = {},
): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const audienceOf = (id: string | undefined) => (id === undefined ? undefined : applications[id]?.audience);
  const configuration = {
    clients: [
      { client_id: "portal", client_secret: "portal-secret", redirect_uris: [redirectUri] },
      ...Object.keys(applications).map((id) => ({
        client_id: id,
        client_secret: "application-secret",
        redirect_uris: [],
        response_types: [],
        grant_types: ["client_credentials"],
      })),
    ],
    claims: { openid: ["sub"], profile: ["name", "roles"], email: ["email"] },
    conformIdTokenClaims: false,
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx: Asked) => (audienceOf(ctx.oidc.client?.clientId) ? "urn:the-api" : ""),
        useGrantedResource: () => true,
        getResourceServerInfo: (_: unknown, __: string, client: { clientId: string }) => ({
          scope: "",
          audience: audienceOf(client.clientId),
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    extraTokenClaims: (_: unknown, token: { clientId: string }) => applications[token.clientId]?.claims,
    cookies: { keys: ["test"] },
  };

  let answer: ReturnType<Provider["callback"]>;
  let keys = 0;
  async function rotateKey(): Promise<void> {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: `key-${++keys}`, use: "sig", alg: "RS256" };
    answer = new Provider(issuer, { ...configuration, jwks: { keys: [key] } }).callback();
  }
  await rotateKey();
  server.on("request", (request, response) => answer(request, response));

  async function token(application: string): Promise<string> {
    const authorization = `Basic ${Buffer.from(`${application}:application-secret`).toString("base64")}`;
    const body = new URLSearchParams({ grant_type: "client_credentials" });
    const answered = await fetch(`${issuer}/token`, { method: "POST", headers: { authorization }, body });
    const { access_token: given, ...rest } = await answered.json();
    if (typeof given !== "string") throw new Error(`The provider gives no token: ${JSON.stringify(rest)}`);
    return given;
  }

  return { issuer, server, token, rotateKey };
}

interface Asked {
  readonly oidc: { readonly client?: { readonly clientId: string } };
}
