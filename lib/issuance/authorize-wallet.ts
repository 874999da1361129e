import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { ACCESS_TOKEN_LIFETIME_SECONDS } from "@/lib/issuance/access-token";
import { verifyDpopProof } from "@/lib/issuance/dpop";
import type { Protocol } from "@/lib/issuance/schema";
import { findSessionsByToken, type SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

export interface WalletAuthorization {
  /** The first of them. */
  readonly session: SessionRow;
  /** Those that the token is good for, in the order of the offer. */
  readonly sessions: readonly SessionRow[];
  readonly accessTokenHash: string;
}

export interface WalletRequest {
  /** The `Authorization` header. */
  readonly authorization: string | null;
  /** The `DPoP` header. */
  readonly dpop: string | null;
  readonly url: string;
}

const refused = (): Problem => new Problem("invalid_token", "The access token is unknown or has run out.");

/** Scheme and token of the `Authorization` header. A token that is none of ours by its look is an unknown one. */
export function presentedToken(authorization: string | null): { readonly scheme: string; readonly token: string } {
  const [, scheme, token] = /^(Bearer|DPoP) +(\S.*)$/i.exec(authorization ?? "") ?? [];
  if (!scheme || !token) throw new Problem("unauthorized", "Send the access token in Authorization.");
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(token)) throw refused();
  return { scheme, token };
}

/** The sessions of the access token. One that is bound to a DPoP key is good only with a proof of that key. */
export async function authorizeWallet(
  ctx: Ctx,
  issuer: Issuer,
  request: WalletRequest,
  protocol: Protocol = "1.0",
): Promise<WalletAuthorization> {
  const { sessions, tokenHash } = await sessionsOfToken(ctx, issuer, request, protocol);
  const own = sessions.filter((one) => one.access_token_hash === tokenHash && livesYet(ctx, one));
  return { sessions: own, ...first(own) };
}

/** The same at the deferred endpoint, where the acceptance token of older versions is as good (security P1). */
export async function authorizeDeferred(
  ctx: Ctx,
  issuer: Issuer,
  request: WalletRequest,
  protocol: Protocol = "1.0",
): Promise<WalletAuthorization> {
  const { sessions } = await sessionsOfToken(ctx, issuer, request, protocol);
  return { sessions, ...first(sessions) };
}

function first([session]: readonly SessionRow[]): { session: SessionRow; accessTokenHash: string } {
  if (!session?.access_token_hash) throw refused();
  return { session, accessTokenHash: session.access_token_hash };
}

/** A token that waits for a deferred credential has a longer life, but for that alone. */
const livesYet = (ctx: Ctx, { transaction_hash: waitsFor, redeemed_at: at }: SessionRow): boolean =>
  waitsFor === null || (at !== null && at.getTime() + ACCESS_TOKEN_LIFETIME_SECONDS * 1000 > ctx.now().getTime());

async function sessionsOfToken(ctx: Ctx, issuer: Issuer, request: WalletRequest, protocol: Protocol) {
  const { scheme, token } = presentedToken(request.authorization);
  const tokenHash = ctx.masterKeys.hash("wallet-token", token);
  const place = { tenantId: ctx.tenantId, authorityId: issuer.authorityId, protocol };
  const sessions = await findSessionsByToken(ctx, place, tokenHash);
  const { session } = first(sessions);
  const bound = session.dpop_thumbprint !== null;
  if (bound !== (scheme.toLowerCase() === "dpop")) throw refused();
  if (bound) await requireBoundKey(ctx, session, token, request);
  return { sessions, tokenHash };
}

/** A resource answers a missing or bad proof as it answers a bad token: with 401 (RFC 9449, section 7.1). */
async function requireBoundKey(ctx: Ctx, session: SessionRow, accessToken: string, request: WalletRequest) {
  if (!request.dpop) throw new Problem("invalid_token", "This access token needs a DPoP proof.");
  const target = { method: "POST", url: request.url, accessToken };
  const proven = await verifyDpopProof(ctx, request.dpop, target).catch((error: unknown) => {
    throw error instanceof Problem ? new Problem("invalid_token", error.message) : error;
  });
  if (proven !== session.dpop_thumbprint) throw refused();
}
