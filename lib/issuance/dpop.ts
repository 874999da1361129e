import type { Ctx } from "@/lib/context";
import { thumbprintOf } from "@/lib/did/thumbprint";
import { decodeHolderJwt, publicKeyIn, requireFresh, verifyHolderJwt } from "@/lib/issuance/holder-jwt";
import { takeDpopProof } from "@/lib/issuance/redemption-store";
import { Problem } from "@/lib/kernel/errors";
import { sha256Base64url } from "@/lib/kernel/hash";

const PAST_SECONDS = 300;
const AHEAD_SECONDS = 60;

interface DpopRequest {
  readonly method: string;
  /** The endpoint's URL as wallets know it. */
  readonly url: string;
  /** At the credential endpoint: the access token that the proof must name. */
  readonly accessToken?: string;
}

const invalid = (message: string): Problem => new Problem("invalid_dpop_proof", message);

/** Checks a DPoP proof (RFC 9449, section 4.3) and that it was never used before; gives the key's thumbprint. */
export async function verifyDpopProof(ctx: Ctx, proof: string, request: DpopRequest): Promise<string> {
  const jwt = decodeHolderJwt(proof, "dpop+jwt", "invalid_dpop_proof");
  const { htm, htu, iat, jti, ath } = jwt.payload;
  if (htm !== request.method) throw invalid("The DPoP proof's htm must be the method of this request.");
  if (typeof htu !== "string" || !sameTarget(htu, request.url)) {
    throw invalid("The DPoP proof's htu must be the URL of this endpoint.");
  }
  requireFresh(iat, ctx.now(), PAST_SECONDS, AHEAD_SECONDS, "invalid_dpop_proof");
  if (typeof jti !== "string" || jti === "") throw invalid("The DPoP proof has no jti.");
  if (request.accessToken !== undefined && ath !== sha256Base64url(request.accessToken)) {
    throw invalid("The DPoP proof's ath must be the hash of the access token.");
  }
  const key = publicKeyIn(jwt.header.jwk, "invalid_dpop_proof");
  await verifyHolderJwt(jwt, key, "invalid_dpop_proof");
  const thumbprint = thumbprintOf(key);
  const expiresAt = new Date(ctx.now().getTime() + (PAST_SECONDS + AHEAD_SECONDS) * 1000);
  if (!(await takeDpopProof(ctx, sha256Base64url(`${thumbprint} ${jti}`), expiresAt))) {
    throw invalid("This DPoP proof was used before: make a new one for each request.");
  }
  return thumbprint;
}

/** Scheme, host and path alike; query and fragment do not count (RFC 9449, section 4.3). */
function sameTarget(htu: string, url: string): boolean {
  if (!URL.canParse(htu)) return false;
  const given = new URL(htu);
  const wanted = new URL(url);
  return given.origin === wanted.origin && given.pathname === wanted.pathname;
}
