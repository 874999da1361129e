import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { accessTokenExpiry, detailsOf, type TokenResponse, tokenResponse } from "@/lib/issuance/access-token";
import { Authorization } from "@/lib/issuance/authorization-store";
import { confirmToken } from "@/lib/issuance/callback";
import { redeemCode as redeem } from "@/lib/issuance/redemption-store";
import type { Protocol } from "@/lib/issuance/schema";
import { makeSessionSecret, sessionIdIn } from "@/lib/issuance/session-secret";
import { findSessionByCode } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";
import { equalInConstantTime, sha256Base64url } from "@/lib/kernel/hash";

/** A token request with an authorization code (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
export interface AuthorizationCodeRequest {
  readonly code: string;
  readonly redirectUri: string | null;
  readonly clientId: string | null;
  readonly codeVerifier: string | null;
  readonly dpopThumbprint: string | null;
  readonly requestedConfigurations: readonly string[] | null;
}

const invalidGrant = (): Problem =>
  new Problem(
    "invalid_grant",
    "The authorization code is unknown, used or has run out, or was given to another request.",
  );

/** Trades an authorization code, once, for an access token, when the request agrees with the one that got the code. */
export async function redeemAuthorizationCode(
  ctx: Ctx,
  { authorityId }: Issuer,
  request: AuthorizationCodeRequest,
  protocol: Protocol = "1.0",
): Promise<TokenResponse> {
  const place = { tenantId: ctx.tenantId, authorityId, protocol };
  const sessionId = sessionIdIn(request.code);
  const codeHash = ctx.masterKeys.hash("wallet-token", request.code);
  const session = sessionId && (await findSessionByCode(ctx, place, "authorizationCode", codeHash));
  // Of a session that has ended nothing is left to compare with.
  if (!session || session.authorization === null) throw invalidGrant();
  requireSameRequest(Authorization.parse(session.authorization), request);
  const details = request.requestedConfigurations
    ? await detailsOf(ctx, session, request.requestedConfigurations)
    : undefined;
  const accessToken = makeSessionSecret(ctx.random, session.id);
  const redeemed = await redeem(ctx, {
    sessionId: session.id,
    authorityId,
    protocol,
    grant: "authorizationCode",
    codeHash,
    accessTokenHash: ctx.masterKeys.hash("wallet-token", accessToken),
    accessTokenExpiresAt: accessTokenExpiry(ctx),
    dpopThumbprint: request.dpopThumbprint,
    transactionCodeConfirmed: false,
  });
  if (!redeemed) throw invalidGrant();
  await confirmToken(ctx, redeemed);
  return tokenResponse(accessToken, request.dpopThumbprint, details);
}

function requireSameRequest(asked: Authorization, request: AuthorizationCodeRequest): void {
  if (request.redirectUri !== asked.redirectUri) {
    throw new Problem("invalid_grant", "redirect_uri must be exactly that of the authorization request.");
  }
  if (asked.clientId !== null && request.clientId !== asked.clientId) {
    throw new Problem("invalid_grant", "client_id must be that of the authorization request.");
  }
  if (!isVerified(asked.codeChallenge, request.codeVerifier)) {
    throw new Problem(
      "invalid_grant",
      "code_verifier does not belong to the code_challenge of the authorization request.",
    );
  }
}

/** A verifier without a challenge is refused too: somebody took the challenge out on its way (RFC 9700, section 2.1.1). */
const isVerified = (challenge: string | null, verifier: string | null): boolean =>
  challenge === null || verifier === null
    ? challenge === verifier
    : /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) && equalInConstantTime(sha256Base64url(verifier), challenge);
