import { certifiedKey } from "@/lib/certificate/certified-key";
import { resolveHolderJwk } from "@/lib/did/holder";
import { decodeHolderJwt, type HolderJwt, publicKeyIn, verifyHolderJwt } from "@/lib/issuance/holder-jwt";
import { type DecodedProof, holderOf, invalidProof, type KeySource } from "@/lib/issuance/key-proof";
import type { PublicJwk } from "@/lib/signing-key/schema";

const PROOF_TYPE = "openid4vci-proof+jwt";

/** A proof of type `jwt` (OpenID4VCI 1.0, appendix F.1). */
export function decodeJwtProof(text: string): DecodedProof {
  const jwt = decodeHolderJwt(text, PROOF_TYPE, "invalid_proof");
  const { aud, iat, nonce } = jwt.payload;
  return {
    claims: { aud, iat, nonce },
    prove: async (source) => {
      const { key, did } = await namedKey(jwt, source);
      await verifyHolderJwt(jwt, key, "invalid_proof");
      return holderOf(key, did);
    },
  };
}

interface NamedKey {
  readonly key: PublicJwk;
  readonly did?: string | undefined;
}

/** By exactly one of three members of the header. */
async function namedKey({ header }: HolderJwt, { resolveWeb, now }: KeySource): Promise<NamedKey> {
  const { jwk, kid, x5c } = header;
  if ([jwk, kid, x5c].filter((one) => one !== undefined).length !== 1) {
    throw invalidProof("The proof's header must name its key by exactly one of jwk, kid and x5c.");
  }
  if (jwk !== undefined) return { key: publicKeyIn(jwk, "invalid_proof") };
  if (x5c !== undefined) return { key: keyOfCertificates(x5c, now) };
  if (typeof kid !== "string") throw invalidProof("The proof's kid must be a DID URL.");
  return { key: await resolveHolderJwk(kid, resolveWeb), did: kid.split("#", 1)[0] };
}

function keyOfCertificates(x5c: unknown, now: Date): PublicJwk {
  const key = certifiedKey(x5c, now);
  if (key) return key;
  throw invalidProof("The proof's x5c must be certificates that are valid now, each signed by the next.");
}
