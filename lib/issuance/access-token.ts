import type { Ctx } from "@/lib/context";
import { credentialIdentifier } from "@/lib/issuance/credential-identifier";
import { sessionConfigurationId } from "@/lib/issuance/identifiers";
import { othersOfOffer } from "@/lib/issuance/offer-store";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

/** How long an access token lives, in seconds (security P1). */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 300;

interface AuthorizationDetails {
  type: "openid_credential";
  credential_configuration_id: string;
  credential_identifiers: string[];
}

/** OpenID4VCI 1.0, section 6.2 */
export interface TokenResponse {
  access_token: string;
  token_type: "Bearer" | "DPoP";
  expires_in: number;
  authorization_details?: AuthorizationDetails[];
}

/** What the token is good for, for wallets that ask for configurations of the offer by name. */
export async function detailsOf(
  ctx: Ctx,
  session: SessionRow,
  requested: readonly string[],
): Promise<AuthorizationDetails[]> {
  const sessions = [session, ...(session.sealed_document ? await othersOfOffer(ctx, session.id) : [])];
  return requested.map((configuration) => {
    const named = sessions.filter((one) => sessionConfigurationId(one) === configuration);
    if (named.length === 0) {
      throw new Problem("invalid_request", "authorization_details asks for a credential that is not in the offer.");
    }
    return {
      type: "openid_credential",
      credential_configuration_id: configuration,
      credential_identifiers: named.map(({ id }) => credentialIdentifier(id)),
    };
  });
}

export const accessTokenExpiry = (ctx: Ctx): Date =>
  new Date(ctx.now().getTime() + ACCESS_TOKEN_LIFETIME_SECONDS * 1000);

export const tokenResponse = (
  accessToken: string,
  dpopThumbprint: string | null,
  details: AuthorizationDetails[] | undefined,
): TokenResponse => ({
  access_token: accessToken,
  token_type: dpopThumbprint ? "DPoP" : "Bearer",
  expires_in: ACCESS_TOKEN_LIFETIME_SECONDS,
  ...(details && { authorization_details: details }),
});
