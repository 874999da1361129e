import * as z from "zod";
import type { ApiDescription } from "@/lib/http/openapi";
import { operation } from "@/lib/http/operation";

/** RFC 6749, section 5.2. */
const OAuthRefusal = z
  .object({
    error: z.enum(["invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope", "server_error"]),
    error_description: z.string(),
  })
  .meta({ id: "OAuthRefusal" });

const ClientCredentials = z
  .object({
    grant_type: z.literal("client_credentials"),
    client_id: z.string().optional().describe("The API client's id; or both by HTTP Basic."),
    client_secret: z.string().optional().describe("Its secret."),
    scope: z.string().describe("The API's id with /.default: permissions are those of the client."),
  })
  .meta({ id: "ClientCredentials" });

const AccessToken = z
  .object({
    token_type: z.literal("Bearer"),
    expires_in: z.int().describe("Seconds."),
    access_token: z.string().describe("For the header Authorization, after the word Bearer."),
  })
  .meta({ id: "AccessToken" });

const request = {
  method: "POST",
  security: [],
  form: ClientCredentials,
  response: AccessToken,
  status: 200,
  refusals: [400, 401, 413, 503],
  examples: {
    body: {
      grant_type: "client_credentials",
      client_id: "2f0c7c11-4d0c-4f4a-9f6c-1f6f6b1ab2a8",
      client_secret: "the secret that was shown once",
      scope: "6a8b4b39-c021-437c-b060-5a14a3fd65f3/.default",
    },
    response: { token_type: "Bearer", expires_in: 3600, access_token: "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl" },
  },
} as const;

/** Tokens for API clients (RFC 6749, section 4.4). */
export const oauthDescription: Omit<ApiDescription, "server"> = {
  title: "Tokens",
  description: "Where an API client trades its id and secret for the token that the Admin API asks for.",
  groups: [
    {
      name: "Tokens",
      description: "A token lives for an hour, and no longer than its client is active.",
      operations: {
        getToken: operation({ ...request, path: "/oauth2/v2.0/token", summary: "Get a token" }),
        getTokenOfTenant: operation({
          ...request,
          path: "/{tenant}/oauth2/v2.0/token",
          summary: "Get a token, with the tenant in the path",
          description: "For clients of Entra, whose addresses have the tenant in them: its id or name.",
        }),
      },
    },
  ],
  securitySchemes: () => ({}),
  errorSchema: OAuthRefusal,
  refusals: () => [400],
};
