import * as z from "zod";
import { CredentialRequest } from "@/lib/apis/wallet/shapes";
import { operation } from "@/lib/http/operation";
import { Notification } from "@/lib/issuance/notification";

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

/** What wallets ask (OpenID4VCI 1.0). */
export const walletOperations = {
  offer: operation({
    method: "GET",
    path: `${base}/offers/{offerToken}`,
    summary: "The credential offer behind a QR code",
    params: Offer,
    response: z.looseObject({ credential_issuer: z.string() }).meta({ id: "CredentialOffer" }),
    status: 200,
  }),
  issuerMetadata: operation({
    method: "GET",
    path: `/.well-known/openid-credential-issuer${base}`,
    summary: "Credential issuer metadata",
    params: Authority,
    response: z.looseObject({ credential_issuer: z.string() }).meta({ id: "CredentialIssuerMetadata" }),
    status: 200,
  }),
  serverMetadata: operation({
    method: "GET",
    path: `/.well-known/oauth-authorization-server${base}`,
    summary: "Authorization server metadata",
    params: Authority,
    response: z.looseObject({ issuer: z.string() }).meta({ id: "AuthorizationServerMetadata" }),
    status: 200,
  }),
  token: operation({
    method: "POST",
    path: `${base}/token`,
    summary: "Trade a pre-authorized code for an access token",
    params: Authority,
    response: TokenResponse,
    status: 200,
  }),
  nonce: operation({
    method: "POST",
    path: `${base}/nonce`,
    summary: "Get a nonce for a key proof",
    params: Authority,
    response: z.object({ c_nonce: z.string() }).meta({ id: "NonceResponse" }),
    status: 200,
  }),
  credential: operation({
    method: "POST",
    path: `${base}/credential`,
    summary: "Get the credential",
    params: Authority,
    body: CredentialRequest,
    response: CredentialResponse,
    status: 200,
  }),
  notification: operation({
    method: "POST",
    path: `${base}/notification`,
    summary: "Tell what became of a credential",
    params: Authority,
    body: Notification,
    status: 204,
  }),
};
