import * as z from "zod";
import { PRE_AUTHORIZED_GRANT } from "@/components/wallet/protocol/offer";
import { sendForJson, type Transport } from "@/components/wallet/protocol/transport";

/** OpenID4VCI 1.0, section 6.2 */
const TokenResponse = z.object({
  access_token: z.string().min(1),
  token_type: z.string(),
  authorization_details: z.array(z.looseObject({ credential_identifiers: z.array(z.string()).optional() })).optional(),
});
export type TokenResponse = z.output<typeof TokenResponse>;

/** Trades the pre-authorized code, with the transaction code where the offer wants one, for an access token. */
export function requestToken(
  transport: Transport,
  tokenEndpoint: string,
  code: string,
  transactionCode?: string,
): Promise<TokenResponse> {
  const form = new URLSearchParams({ grant_type: PRE_AUTHORIZED_GRANT, "pre-authorized_code": code });
  if (transactionCode !== undefined) form.set("tx_code", transactionCode);
  return sendForJson(transport, TokenResponse, tokenEndpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
  });
}
