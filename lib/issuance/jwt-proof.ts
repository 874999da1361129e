import { resolveHolderJwk } from "@/lib/did/holder";
import { decodeHolderJwt, publicKeyIn, verifyHolderJwt } from "@/lib/issuance/holder-jwt";
import { type DecodedProof, holderOf, invalidProof } from "@/lib/issuance/key-proof";

const PROOF_TYPE = "openid4vci-proof+jwt";

/** A proof of type `jwt` (OpenID4VCI 1.0, appendix F.1). */
export function decodeJwtProof(text: string): DecodedProof {
  const jwt = decodeHolderJwt(text, PROOF_TYPE, "invalid_proof");
  const { aud, iat, nonce } = jwt.payload;
  return {
    claims: { aud, iat, nonce },
    prove: async (resolveWeb) => {
      const { jwk, kid, x5c } = jwt.header;
      if (x5c !== undefined || (jwk === undefined) === (kid === undefined)) {
        throw invalidProof("The proof's header must name its key by exactly one of jwk and kid.");
      }
      if (jwk === undefined && typeof kid !== "string") throw invalidProof("The proof's kid must be a DID URL.");
      const key =
        jwk === undefined ? await resolveHolderJwk(String(kid), resolveWeb) : publicKeyIn(jwk, "invalid_proof");
      await verifyHolderJwt(jwt, key, "invalid_proof");
      return jwk === undefined ? holderOf(key, String(kid).split("#", 1)[0]) : holderOf(key);
    },
  };
}
