import * as z from "zod";
import { CredentialRequest } from "@/lib/apis/wallet/shapes";
import { operation } from "@/lib/http/operation";
import { Notification } from "@/lib/issuance/notification";
import { PRE_AUTHORIZED_GRANT } from "@/lib/issuance/open-offer";

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
    grant_type: z.literal(PRE_AUTHORIZED_GRANT),
    "pre-authorized_code": z.string().describe("The code in the offer."),
    tx_code: z.string().optional().describe("The transaction code, when the offer asks for one."),
    authorization_details: z.string().optional().describe("JSON that names one of the offered configurations."),
  })
  .meta({ id: "TokenRequest" });

const DpopHeader = z.object({ DPoP: z.string().optional().describe("A proof of possession (RFC 9449).") });

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
