import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { confirmToken, tellFailure } from "@/lib/issuance/callback";
import { credentialIdentifier } from "@/lib/issuance/credential-identifier";
import { configurationId } from "@/lib/issuance/identifiers";
import { countAttempt, redeemCode as redeem } from "@/lib/issuance/redemption-store";
import { sessionIdIn } from "@/lib/issuance/session-secret";
import { failOffer, findSessionByCode, type SessionRow } from "@/lib/issuance/store";
import { isTransactionCode, TRANSACTION_CODE_ATTEMPTS } from "@/lib/issuance/transaction-code";
import { Problem } from "@/lib/kernel/errors";
import { randomToken } from "@/lib/kernel/ids";

/** How long an access token lives, in seconds (security P1). */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 300;

export interface TokenRequest {
  readonly code: string;
  readonly transactionCode: string | null;
  /** Thumbprint of the key that a DPoP proof was made with. */
  readonly dpopThumbprint: string | null;
  /** The configuration that the wallet asks for by `authorization_details`. */
  readonly requestedConfiguration: string | null;
}

/** OpenID4VCI 1.0, section 6.2 */
export interface TokenResponse {
  access_token: string;
  token_type: "Bearer" | "DPoP";
  expires_in: number;
  authorization_details?: {
    type: "openid_credential";
    credential_configuration_id: string;
    credential_identifiers: string[];
  }[];
}

const invalidGrant = (): Problem =>
  new Problem("invalid_grant", "The pre-authorized code is unknown, used or has run out: ask for a new offer.");

/** Trades a pre-authorized code, once, for an access token that is good for its offer only. */
export async function redeemPreAuthorizedCode(ctx: Ctx, issuer: Issuer, request: TokenRequest): Promise<TokenResponse> {
  const sessionId = sessionIdIn(request.code);
  if (!sessionId) throw invalidGrant();
  const codeHash = ctx.masterKeys.hash("wallet-token", request.code);
  const details = request.requestedConfiguration
    ? await authorizationDetails(ctx, issuer, codeHash, request.requestedConfiguration)
    : undefined;
  if (request.transactionCode !== null) {
    await checkTransactionCode(ctx, issuer, codeHash, request.transactionCode);
  }
  const accessToken = randomToken(ctx.random);
  const redeemed = await redeem(ctx, {
    sessionId,
    authorityId: issuer.authorityId,
    codeHash,
    accessTokenHash: ctx.masterKeys.hash("wallet-token", accessToken),
    accessTokenExpiresAt: new Date(ctx.now().getTime() + ACCESS_TOKEN_LIFETIME_SECONDS * 1000),
    dpopThumbprint: request.dpopThumbprint,
    transactionCodeConfirmed: request.transactionCode !== null,
  });
  if (!redeemed) throw await refusal(ctx, issuer, codeHash, request.transactionCode !== null);
  await confirmToken(ctx, redeemed);
  return {
    access_token: accessToken,
    token_type: request.dpopThumbprint ? "DPoP" : "Bearer",
    expires_in: ACCESS_TOKEN_LIFETIME_SECONDS,
    ...(details && { authorization_details: [details] }),
  };
}

async function authorizationDetails(ctx: Ctx, issuer: Issuer, codeHash: string, requested: string) {
  const session = await findSessionByCode(ctx, ctx.tenantId, issuer.authorityId, codeHash);
  if (!session) throw invalidGrant();
  if (configurationId(session.contract_name, session.format) !== requested) {
    throw new Problem("invalid_request", "authorization_details asks for a credential that is not in the offer.");
  }
  return {
    type: "openid_credential" as const,
    credential_configuration_id: requested,
    credential_identifiers: [credentialIdentifier(session.id)],
  };
}

/** Counts the attempt first, then compares, then lets the code be consumed (security P1). */
async function checkTransactionCode(ctx: Ctx, issuer: Issuer, codeHash: string, typed: string): Promise<void> {
  const attempt = await countAttempt(ctx, issuer.authorityId, codeHash);
  if (!attempt) throw await refusal(ctx, issuer, codeHash, true);
  if (await isTransactionCode(ctx, attempt.tx_code_hash, typed)) return;
  if (attempt.tx_code_attempts >= TRANSACTION_CODE_ATTEMPTS) {
    const failure = { code: "transaction_code", message: "The transaction code was wrong five times." };
    const session = await findSessionByCode(ctx, ctx.tenantId, issuer.authorityId, codeHash);
    if (session && (await failOffer(ctx, session.id, failure))) {
      await tellFailure(ctx, session, failure);
    }
  }
  throw new Problem("invalid_grant", "The transaction code is wrong.");
}

/** Why no session was found for the code with what was sent along. */
async function refusal(ctx: Ctx, issuer: Issuer, codeHash: string, typed: boolean): Promise<Problem> {
  const session = await findSessionByCode(ctx, ctx.tenantId, issuer.authorityId, codeHash);
  const needed = Boolean(session?.tx_code_hash);
  if (!session || !isOpen(ctx, session) || needed === typed) return invalidGrant();
  return needed
    ? new Problem("invalid_request", "This offer needs the transaction code in tx_code.")
    : new Problem("invalid_request", "This offer has no transaction code: leave tx_code out.");
}

const isOpen = (ctx: Ctx, { state, expires_at, code_expires_at, tx_code_attempts }: SessionRow): boolean =>
  (state === "offered" || state === "opened") &&
  (code_expires_at ?? expires_at) > ctx.now() &&
  tx_code_attempts < TRANSACTION_CODE_ATTEMPTS;
