import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface IdentityProvider {
  readonly issuer: string;
  readonly server: Server;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** A real OpenID Connect provider on loopback, with one client of this redirect address and these people. */
export async function startIdentityProvider(
  redirectUri: string,
  people: Record<string, Person>,
): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "portal", client_secret: "portal-secret", redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], profile: ["name", "roles"], email: ["email"] },
    conformIdTokenClaims: false,
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ["test"] },
  });
  server.on("request", provider.callback());
  return { issuer, server };
}
