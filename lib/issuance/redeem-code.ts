import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { accessTokenExpiry, detailsOf, type TokenResponse, tokenResponse } from "@/lib/issuance/access-token";
import { confirmToken } from "@/lib/issuance/callback";
import { failOffer } from "@/lib/issuance/fail-offer";
import { countAttempt, redeemCode as redeem } from "@/lib/issuance/redemption-store";
import type { Protocol } from "@/lib/issuance/schema";
import { makeSessionSecret, sessionIdIn } from "@/lib/issuance/session-secret";
import { findSessionByCode, type SessionRow, type WalletPlace } from "@/lib/issuance/store";
import { isTransactionCode, TRANSACTION_CODE_ATTEMPTS } from "@/lib/issuance/transaction-code";
import { Problem } from "@/lib/kernel/errors";

export interface TokenRequest {
  readonly code: string;
  readonly transactionCode: string | null;
  /** Thumbprint of the key that a DPoP proof was made with. */
  readonly dpopThumbprint: string | null;
  /** The configurations that the wallet asks for by `authorization_details`. */
  readonly requestedConfigurations: readonly string[] | null;
}

/** In the words that clients of the Issuer API know (section 9.3). */
export const invalidGrant = (): Problem =>
  new Problem("invalid_grant", "Pre-authorized code is invalid or has already been used.");

/** Trades a pre-authorized code, once, for an access token that is good for its offer only. */
export async function redeemPreAuthorizedCode(
  ctx: Ctx,
  { authorityId }: Issuer,
  request: TokenRequest,
  protocol: Protocol = "1.0",
): Promise<TokenResponse> {
  const place = { tenantId: ctx.tenantId, authorityId, protocol };
  const sessionId = sessionIdIn(request.code);
  if (!sessionId) throw invalidGrant();
  const codeHash = ctx.masterKeys.hash("wallet-token", request.code);
  const details = request.requestedConfigurations
    ? await authorizationDetails(ctx, place, codeHash, request.requestedConfigurations)
    : undefined;
  if (request.transactionCode !== null) {
    await checkTransactionCode(ctx, place, codeHash, request.transactionCode);
  }
  const accessToken = makeSessionSecret(ctx.random, sessionId);
  const redeemed = await redeem(ctx, {
    sessionId,
    authorityId,
    protocol,
    grant: "preAuthorized",
    codeHash,
    accessTokenHash: ctx.masterKeys.hash("wallet-token", accessToken),
    accessTokenExpiresAt: accessTokenExpiry(ctx),
    dpopThumbprint: request.dpopThumbprint,
    transactionCodeConfirmed: request.transactionCode !== null,
  });
  if (!redeemed) throw await refusal(ctx, place, codeHash, request.transactionCode !== null);
  await confirmToken(ctx, redeemed);
  return tokenResponse(accessToken, request.dpopThumbprint, details);
}

const sessionOf = (ctx: Ctx, place: WalletPlace, codeHash: string): Promise<SessionRow | null> =>
  findSessionByCode(ctx, place, "preAuthorized", codeHash);

async function authorizationDetails(ctx: Ctx, place: WalletPlace, codeHash: string, requested: readonly string[]) {
  const session = await sessionOf(ctx, place, codeHash);
  if (!session) throw invalidGrant();
  return detailsOf(ctx, session, requested);
}

/** Counts the attempt first, then compares, then lets the code be consumed (security P1). */
async function checkTransactionCode(ctx: Ctx, place: WalletPlace, codeHash: string, typed: string): Promise<void> {
  const attempt = await countAttempt(ctx, place, codeHash);
  if (!attempt) throw await refusal(ctx, place, codeHash, true);
  if (await isTransactionCode(ctx, attempt.tx_code_hash, typed)) return;
  if (attempt.tx_code_attempts >= TRANSACTION_CODE_ATTEMPTS) {
    const failure = { code: "transaction_code", message: "The transaction code was wrong five times." };
    const session = await sessionOf(ctx, place, codeHash);
    if (session) await failOffer(ctx, session, failure);
  }
  throw new Problem("invalid_grant", "The transaction code is wrong.");
}

/** Why no session was found for the code with what was sent along. */
async function refusal(ctx: Ctx, place: WalletPlace, codeHash: string, typed: boolean): Promise<Problem> {
  const session = await sessionOf(ctx, place, codeHash);
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
