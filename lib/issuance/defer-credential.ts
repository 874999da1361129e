import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import type { WalletAuthorization } from "@/lib/issuance/authorize-wallet";
import { type Claim, claimCredential, type ReleasedCredentials } from "@/lib/issuance/claim-credential";
import { type Deferral, deferCredential, deferralOf } from "@/lib/issuance/deferral-store";
import { makeSessionSecret } from "@/lib/issuance/session-secret";
import { sessionTaken } from "@/lib/issuance/session-taken";
import type { SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

/** Puts the credential off for holders who are proven: gives the id under which they get it at the deferred endpoint. */
export async function defer(
  ctx: Ctx,
  { session, attempt, proven, display }: Claim,
  accessTokenHash: string,
): Promise<string> {
  const transactionId = makeSessionSecret(ctx.random, session.id);
  const transactionHash = ctx.masterKeys.hash("wallet-token", transactionId);
  const made = { sessionId: session.id, attempt, accessTokenHash, transactionHash, proven, display };
  const outcome = await deferCredential(ctx, made);
  if (outcome === "nonce") {
    throw new Problem("invalid_nonce", "The nonce was used with another access token: ask for a new one.");
  }
  if (outcome === "denied" && attempt !== null) throw sessionTaken();
  if (outcome === "denied") {
    throw new Problem("credential_request_denied", "This offer was used already, with other keys or for good.");
  }
  return transactionId;
}

/** The session of a transaction, which is told by its id or, in the older way, by the token itself. */
export function deferredSession(
  ctx: Ctx,
  { sessions }: WalletAuthorization,
  transactionId: string,
): { readonly session: SessionRow; readonly deferral: Deferral } {
  const transactionHash = ctx.masterKeys.hash("wallet-token", transactionId);
  const session = sessions.find((one) => one.transaction_hash === transactionHash);
  const deferral = session && deferralOf(session);
  if (!deferral)
    throw new Problem("invalid_transaction_id", "The transaction_id is unknown, or its credential was given.");
  return { session, deferral };
}

/** What was put off; null while it cannot be signed, which ends nothing: the wallet comes back. */
export async function claimDeferred(
  ctx: Ctx,
  issuer: Issuer,
  session: SessionRow,
  accessTokenHash: string,
  { proven, display }: Deferral,
): Promise<ReleasedCredentials | null> {
  try {
    return await claimCredential(ctx, issuer, accessTokenHash, { session, attempt: null, proven, display });
  } catch (error) {
    if (error instanceof Problem && error.status === 503) return null;
    throw error;
  }
}
