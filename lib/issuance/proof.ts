import type { Platform } from "@/lib/context";
import { type ResolveWeb, resolveHolderJwk } from "@/lib/did/holder";
import { didJwkOf } from "@/lib/did/jwk";
import { thumbprintOf } from "@/lib/did/thumbprint";
import type { Holder } from "@/lib/formats/format";
import { decodeHolderJwt, type HolderJwt, publicKeyIn, requireFresh, verifyHolderJwt } from "@/lib/issuance/holder-jwt";
import { nonceExpiry } from "@/lib/issuance/nonce";
import { Problem } from "@/lib/kernel/errors";

const PROOF_TYPE = "openid4vci-proof+jwt";
const PAST_SECONDS = 300;
const AHEAD_SECONDS = 60;

const invalid = (message: string): Problem => new Problem("invalid_proof", message);

export interface ProvenHolders {
  readonly holders: readonly Holder[];
  readonly nonce: string;
  readonly nonceExpiresAt: Date;
}

export interface ProofPlace {
  readonly authorityId: string;
  /** What the wallet may know the issuer as: its identifier in the version that was offered. */
  readonly audiences: readonly string[];
  readonly resolveWeb: ResolveWeb;
}

/**
 * Checks every key proof of a credential request (OpenID4VCI 1.0, appendix F.1; security P2): form, freshness and
 * nonce of all before the signature of any. Each proof has a key of its own; all carry the same nonce.
 */
export async function verifyProofs(
  platform: Platform,
  { authorityId, audiences, resolveWeb }: ProofPlace,
  proofs: readonly string[],
): Promise<ProvenHolders> {
  const decoded = proofs.map((proof) => decodeHolderJwt(proof, PROOF_TYPE, "invalid_proof"));
  for (const jwt of decoded) checkClaims(jwt, audiences, platform.now());
  const { nonce, nonceExpiresAt } = sharedNonce(platform, authorityId, decoded);
  const holders = await Promise.all(decoded.map((jwt) => proveHolder(jwt, resolveWeb)));
  if (new Set(holders.map(({ thumbprint }) => thumbprint)).size !== holders.length) {
    throw invalid("Each proof must be made with a key of its own.");
  }
  return { holders, nonce, nonceExpiresAt };
}

function checkClaims({ payload }: HolderJwt, audiences: readonly string[], now: Date): void {
  if (typeof payload.aud !== "string" || !audiences.includes(payload.aud))
    throw invalid("The proof's aud must be the credential issuer identifier, as one string.");
  requireFresh(payload.iat, now, PAST_SECONDS, AHEAD_SECONDS, "invalid_proof");
  if (typeof payload.nonce !== "string") {
    throw invalid("The proof has no nonce: ask the nonce endpoint for one first.");
  }
}

function sharedNonce(platform: Platform, authorityId: string, proofs: readonly HolderJwt[]) {
  const nonce = proofs[0]?.payload.nonce;
  if (typeof nonce !== "string" || proofs.some(({ payload }) => payload.nonce !== nonce)) {
    throw new Problem("invalid_nonce", "All proofs of a request must carry the same nonce.");
  }
  const nonceExpiresAt = nonceExpiry(platform, authorityId, nonce);
  if (!nonceExpiresAt) throw new Problem("invalid_nonce", "The nonce is unknown or has run out: ask for a new one.");
  return { nonce, nonceExpiresAt };
}

async function proveHolder(jwt: HolderJwt, resolveWeb: ResolveWeb): Promise<Holder> {
  const { jwk, kid, x5c } = jwt.header;
  if (x5c !== undefined || (jwk === undefined) === (kid === undefined)) {
    throw invalid("The proof's header must name its key by exactly one of jwk and kid.");
  }
  if (jwk === undefined && typeof kid !== "string") throw invalid("The proof's kid must be a DID URL.");
  const key = jwk === undefined ? await resolveHolderJwk(String(kid), resolveWeb) : publicKeyIn(jwk, "invalid_proof");
  await verifyHolderJwt(jwt, key, "invalid_proof");
  const did = jwk === undefined ? (String(kid).split("#", 1)[0] ?? "") : didJwkOf(key);
  return { jwk: key, did, thumbprint: thumbprintOf(key) };
}
