import * as z from "zod";
import { walletOperations } from "@/lib/apis/wallet/operations";
import { operation } from "@/lib/http/operation";
import { Notification } from "@/lib/issuance/notification";
import { CredentialRequest } from "@/lib/issuance/wire/credential-request";

const base = "/oid4vci/{authorityId}/{form}";
const Form = z.object({
  authorityId: z.string(),
  form: z.string().describe("draft13 or draft11."),
});
const OfferParams = Form.extend({ offerToken: z.string().max(200) });

const OlderTokenResponse = z
  .looseObject({ access_token: z.string(), expires_in: z.int(), c_nonce: z.string(), c_nonce_expires_in: z.int() })
  .meta({ id: "OlderTokenResponse" });

const OlderCredentialResponse = z
  .looseObject({ format: z.string(), c_nonce: z.string(), c_nonce_expires_in: z.int() })
  .meta({ id: "OlderCredentialResponse" });

const BatchRequest = z
  .looseObject({ credential_requests: z.array(CredentialRequest).min(1).max(10) })
  .meta({ id: "BatchCredentialRequest" });

const BatchResponse = z
  .looseObject({ credential_responses: z.array(z.looseObject({})) })
  .meta({ id: "BatchCredentialResponse" });

/** Draft 11 sends nothing, or an empty text: its token says it all. */
const OlderDeferredRequest = z.unknown().meta({ id: "OlderDeferredRequest" });

const { issuerMetadata, serverMetadata, jwtVcIssuer, jwks, offer, token, push, credential, notification } =
  walletOperations;

/** What wallets ask in drafts 13 and 11 of OpenID4VCI. */
export const olderOperations = {
  olderOffer: operation({ ...offer, path: `${base}/offers/{offerToken}`, params: OfferParams }),
  olderIssuerMetadata: operation({
    ...issuerMetadata,
    path: `/.well-known/openid-credential-issuer${base}`,
    params: Form,
  }),
  olderServerMetadata: operation({
    ...serverMetadata,
    path: `/.well-known/oauth-authorization-server${base}`,
    params: Form,
  }),
  olderJwtVcIssuer: operation({ ...jwtVcIssuer, path: `/.well-known/jwt-vc-issuer${base}`, params: Form }),
  olderJwks: operation({ ...jwks, path: `${base}/jwks`, params: Form }),
  olderPush: operation({ ...push, path: `${base}/par`, params: Form }),
  olderToken: operation({ ...token, path: `${base}/token`, params: Form, response: OlderTokenResponse }),
  olderCredential: operation({
    ...credential,
    path: `${base}/credential`,
    params: Form,
    response: OlderCredentialResponse,
  }),
  batchCredential: operation({
    ...credential,
    path: `${base}/batch_credential`,
    summary: "Get several credentials at once",
    params: Form,
    body: BatchRequest,
    response: BatchResponse,
  }),
  olderDeferredCredential: operation({
    ...credential,
    path: `${base}/credential_deferred`,
    summary: "Get a credential that was put off",
    description: "By its transaction_id, or by its acceptance_token in the place of the access token.",
    params: Form,
    body: OlderDeferredRequest,
    response: OlderCredentialResponse,
  }),
  olderNotification: operation({ ...notification, path: `${base}/notification`, params: Form, body: Notification }),
};
