import type { Platform } from "@/lib/context";
import type { ResolveWeb } from "@/lib/did/holder";
import type { Holder } from "@/lib/formats/format";
import { decodeCwtProof } from "@/lib/issuance/cwt-proof";
import { requireFresh } from "@/lib/issuance/holder-jwt";
import { decodeJwtProof } from "@/lib/issuance/jwt-proof";
import { type DecodedProof, invalidProof, type KeyProof } from "@/lib/issuance/key-proof";
import { nonceExpiry } from "@/lib/issuance/nonce";
import { Problem } from "@/lib/kernel/errors";

const PAST_SECONDS = 300;
const AHEAD_SECONDS = 60;

const decode = { jwt: decodeJwtProof, cwt: decodeCwtProof } as const;

export interface ProvenHolders {
  readonly holders: readonly Holder[];
  readonly nonce: string;
  readonly nonceExpiresAt: Date;
}

interface ProofPlace {
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
  proofs: readonly KeyProof[],
): Promise<ProvenHolders> {
  const now = platform.now();
  const decoded = proofs.map(({ type, text }) => decode[type](text));
  for (const proof of decoded) checkClaims(proof, audiences, now);
  const { nonce, nonceExpiresAt } = sharedNonce(platform, authorityId, decoded);
  const holders = await Promise.all(decoded.map((proof) => proof.prove({ resolveWeb, now })));
  if (new Set(holders.map(({ thumbprint }) => thumbprint)).size !== holders.length) {
    throw invalidProof("Each proof must be made with a key of its own.");
  }
  return { holders, nonce, nonceExpiresAt };
}

function checkClaims({ claims }: DecodedProof, audiences: readonly string[], now: Date): void {
  if (typeof claims.aud !== "string" || !audiences.includes(claims.aud))
    throw invalidProof("The proof's aud must be the credential issuer identifier, as one string.");
  requireFresh(claims.iat, now, PAST_SECONDS, AHEAD_SECONDS, "invalid_proof");
  if (typeof claims.nonce !== "string") {
    throw invalidProof("The proof has no nonce: ask the nonce endpoint for one first.");
  }
}

function sharedNonce(platform: Platform, authorityId: string, proofs: readonly DecodedProof[]) {
  const nonce = proofs[0]?.claims.nonce;
  if (typeof nonce !== "string" || proofs.some(({ claims }) => claims.nonce !== nonce)) {
    throw new Problem("invalid_nonce", "All proofs of a request must carry the same nonce.");
  }
  const nonceExpiresAt = nonceExpiry(platform, authorityId, nonce);
  if (!nonceExpiresAt) throw new Problem("invalid_nonce", "The nonce is unknown or has run out: ask for a new one.");
  return { nonce, nonceExpiresAt };
}
