import * as z from "zod";
import { operation } from "@/lib/http/operation";
import { AUTHORIZATION_CODE_GRANT, PRE_AUTHORIZED_GRANT } from "@/lib/issuance/grants";
import { Notification } from "@/lib/issuance/notification";
import { CredentialRequest } from "@/lib/issuance/wire/credential-request";

const base = "/oid4vci/{authorityId}";
const Authority = z.object({ authorityId: z.string() });
const Offer = z.object({ authorityId: z.string(), offerToken: z.string().max(200) });

const CredentialResponse = z
  .object({
    credentials: z.array(z.object({ credential: z.string() })),
    notification_id: z.string(),
  })
  .meta({ id: "CredentialResponse" });

const TokenResponse = z
  .object({
    access_token: z.string(),
    token_type: z.enum(["Bearer", "DPoP"]),
    expires_in: z.int(),
    authorization_details: z
      .array(
        z.object({
          type: z.literal("openid_credential"),
          credential_configuration_id: z.string(),
          credential_identifiers: z.array(z.string()),
        }),
      )
      .optional(),
  })
  .meta({ id: "TokenResponse" });

const TokenForm = z
  .object({
    grant_type: z.enum([PRE_AUTHORIZED_GRANT, AUTHORIZATION_CODE_GRANT]),
    "pre-authorized_code": z.string().optional().describe("The code in the offer."),
    tx_code: z.string().optional().describe("The transaction code, when the offer asks for one."),
    code: z.string().optional().describe("The code of the authorization endpoint."),
    redirect_uri: z.string().optional().describe("Exactly that of the authorization request."),
    code_verifier: z.string().optional().describe("What the code_challenge was made of (RFC 7636)."),
    authorization_details: z.string().optional().describe("JSON that names one of the offered configurations."),
  })
  .meta({ id: "TokenRequest" });

const DeferredRequest = z.looseObject({ transaction_id: z.string().max(200) }).meta({ id: "DeferredRequest" });

const DpopHeader = z.object({ DPoP: z.string().optional().describe("A proof of possession (RFC 9449).") });

const AuthorizationForm = z
  .object({
    response_type: z.literal("code"),
    redirect_uri: z.string().describe("Where the wallet is sent back to."),
    issuer_state: z.string().describe("The state in the offer."),
    client_id: z.string().optional(),
    code_challenge: z.string().optional().describe("SHA-256 of the code verifier (RFC 7636)."),
    code_challenge_method: z.literal("S256").optional(),
    state: z.string().optional(),
  })
  .meta({ id: "AuthorizationRequest" });

/** A browser's address: what comes of it is a redirect, so the document of the API does not tell of it. */
export const authorizeOperation = operation({
  method: "GET",
  path: `${base}/authorize`,
  summary: "Take up an offer with the authorization code grant",
  security: [],
  params: Authority,
  query: AuthorizationForm,
  status: 302,
});

/** What wallets ask (OpenID4VCI 1.0). */
export const walletOperations = {
  offer: operation({
    method: "GET",
    path: `${base}/offers/{offerToken}`,
    summary: "The credential offer behind a QR code",
    security: [],
    params: Offer,
    response: z.looseObject({ credential_issuer: z.string() }).meta({ id: "CredentialOffer" }),
    status: 200,
  }),
  issuerMetadata: operation({
    method: "GET",
    path: `/.well-known/openid-credential-issuer${base}`,
    summary: "Credential issuer metadata",
    security: [],
    params: Authority,
    response: z.looseObject({ credential_issuer: z.string() }).meta({ id: "CredentialIssuerMetadata" }),
    status: 200,
  }),
  serverMetadata: operation({
    method: "GET",
    path: `/.well-known/oauth-authorization-server${base}`,
    summary: "Authorization server metadata",
    security: [],
    params: Authority,
    response: z.looseObject({ issuer: z.string() }).meta({ id: "AuthorizationServerMetadata" }),
    status: 200,
  }),
  jwtVcIssuer: operation({
    method: "GET",
    path: `/.well-known/jwt-vc-issuer${base}`,
    summary: "Where the keys are of SD-JWT VCs that name this issuer by its URL",
    security: [],
    params: Authority,
    response: z.object({ issuer: z.string(), jwks_uri: z.string() }).meta({ id: "JwtVcIssuerMetadata" }),
    status: 200,
  }),
  jwks: operation({
    method: "GET",
    path: `${base}/jwks`,
    summary: "The issuer's public keys",
    security: [],
    params: Authority,
    response: z.object({ keys: z.array(z.looseObject({ kid: z.string() })) }).meta({ id: "IssuerKeys" }),
    status: 200,
  }),
  push: operation({
    method: "POST",
    path: `${base}/par`,
    summary: "Leave an authorization request here",
    description: "For offers with the authorization code grant (RFC 9126).",
    security: [],
    params: Authority,
    form: AuthorizationForm,
    response: z.object({ request_uri: z.string(), expires_in: z.int() }).meta({ id: "PushedAuthorization" }),
    status: 201,
  }),
  token: operation({
    method: "POST",
    path: `${base}/token`,
    summary: "Trade a pre-authorized code for an access token",
    description: "With a proof in the header DPoP the token is bound to the proof's key.",
    security: [],
    params: Authority,
    headers: DpopHeader,
    form: TokenForm,
    response: TokenResponse,
    status: 200,
  }),
  nonce: operation({
    method: "POST",
    path: `${base}/nonce`,
    summary: "Get a nonce for a key proof",
    security: [],
    params: Authority,
    response: z.object({ c_nonce: z.string() }).meta({ id: "NonceResponse" }),
    status: 200,
  }),
  credential: operation({
    method: "POST",
    path: `${base}/credential`,
    summary: "Get the credential",
    params: Authority,
    headers: DpopHeader,
    body: CredentialRequest,
    response: CredentialResponse,
    status: 200,
  }),
  deferredCredential: operation({
    method: "POST",
    path: `${base}/deferred_credential`,
    summary: "Get a credential that was put off",
    description: "While it is not ready the answer is 202 with the same transaction_id.",
    params: Authority,
    headers: DpopHeader,
    body: DeferredRequest,
    response: CredentialResponse,
    status: 200,
  }),
  notification: operation({
    method: "POST",
    path: `${base}/notification`,
    summary: "Tell what became of a credential",
    params: Authority,
    headers: DpopHeader,
    body: Notification,
    status: 204,
  }),
};
