import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { verifyDpopProof } from "@/lib/issuance/dpop";
import { findSessionByAccessToken, type SessionRow } from "@/lib/issuance/store";
import { Problem } from "@/lib/kernel/errors";

export interface WalletAuthorization {
  readonly session: SessionRow;
  readonly accessTokenHash: string;
}

interface WalletRequest {
  /** The `Authorization` header. */
  readonly authorization: string | null;
  /** The `DPoP` header. */
  readonly dpop: string | null;
  readonly url: string;
}

const refused = (): Problem => new Problem("invalid_token", "The access token is unknown or has run out.");

/** The session of the access token. A token that is bound to a DPoP key is good only with a proof of that key. */
export async function authorizeWallet(ctx: Ctx, issuer: Issuer, request: WalletRequest): Promise<WalletAuthorization> {
  const [, scheme, accessToken] = /^(Bearer|DPoP) +([A-Za-z0-9_-]{1,200})$/i.exec(request.authorization ?? "") ?? [];
  if (!scheme || !accessToken) throw new Problem("unauthorized", "Send the access token in Authorization.");
  const accessTokenHash = ctx.masterKeys.hash("wallet-token", accessToken);
  const session = await findSessionByAccessToken(ctx, ctx.tenantId, issuer.authorityId, accessTokenHash);
  if (!session) throw refused();
  const bound = session.dpop_thumbprint !== null;
  if (bound !== (scheme.toLowerCase() === "dpop")) throw refused();
  if (bound) await requireBoundKey(ctx, session, accessToken, request);
  return { session, accessTokenHash };
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
