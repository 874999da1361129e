import * as z from "zod";
import type { TokenResponse } from "@/components/wallet/protocol/token";
import { send, sendForJson, type Transport } from "@/components/wallet/protocol/transport";

const NonceResponse = z.object({ c_nonce: z.string().min(1) });

/** OpenID4VCI 1.0, section 7.1 */
export async function requestNonce(transport: Transport, nonceEndpoint: string): Promise<string> {
  return (await sendForJson(transport, NonceResponse, nonceEndpoint, { method: "POST" })).c_nonce;
}

/** OpenID4VCI 1.0, section 8.3 */
const CredentialResponse = z.object({
  credentials: z.array(z.object({ credential: z.string().min(1) })).min(1),
  notification_id: z.string().optional(),
});

interface CredentialRequest {
  readonly token: TokenResponse;
  readonly configurationId: string;
  readonly proof: string;
}

/** The one credential of the offer, bound to the proof's key. */
export async function requestCredential(transport: Transport, endpoint: string, request: CredentialRequest) {
  const { token, configurationId, proof } = request;
  const identifier = token.authorization_details?.[0]?.credential_identifiers?.[0];
  const { credentials, notification_id } = await sendForJson(transport, CredentialResponse, endpoint, {
    method: "POST",
    headers: jsonHeaders(token),
    body: JSON.stringify({
      ...(identifier ? { credential_identifier: identifier } : { credential_configuration_id: configurationId }),
      proofs: { jwt: [proof] },
    }),
  });
  return { credential: credentials[0]?.credential ?? "", notificationId: notification_id };
}

/** Tells the issuer that the credential is kept (OpenID4VCI 1.0, section 11.1). */
export async function notifyAccepted(
  transport: Transport,
  endpoint: string,
  token: TokenResponse,
  notificationId: string,
): Promise<void> {
  await send(transport, endpoint, {
    method: "POST",
    headers: jsonHeaders(token),
    body: JSON.stringify({ notification_id: notificationId, event: "credential_accepted" }),
  });
}

const jsonHeaders = ({ access_token }: TokenResponse) => ({
  authorization: `Bearer ${access_token}`,
  "content-type": "application/json",
});
