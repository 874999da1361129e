import { publicJwkOf } from "@/lib/did/public-jwk";
import { algorithmOfCose, header, sign1Input } from "@/lib/formats/cose";
import { jwkOfCoseKey, mapIn, type Sign1, sign1In, UnreadableCose } from "@/lib/formats/cose-message";
import { PROOF_SIZE_MAX, verifyHolderSignature } from "@/lib/issuance/holder-jwt";
import { type DecodedProof, holderOf, invalidProof } from "@/lib/issuance/key-proof";
import { fromBase64url, isBase64url } from "@/lib/kernel/bytes";
import type { PublicJwk } from "@/lib/signing-key/schema";

const CONTENT_TYPE = "openid4vci-proof+cwt";
const KEY_LABEL = "COSE_Key";
/** Claims of a CWT (RFC 8392, section 4; OpenID4VCI draft 13, section 7.2.1.3). */
const claim = { audience: 3, issuedAt: 6, nonce: 10 } as const;

/** A proof of type `cwt`, which older drafts know: what a proof of type `jwt` says, in CBOR, with the key inside. */
export function decodeCwtProof(text: string): DecodedProof {
  if (text.length > PROOF_SIZE_MAX || text === "" || !isBase64url(text)) {
    throw invalidProof("The proof is not a CWT in base64url.");
  }
  return readable(() => {
    const message = sign1In(fromBase64url(text));
    requireHeaders(message);
    const claims = mapIn(message.payload);
    return {
      claims: { aud: claims.get(claim.audience), iat: claims.get(claim.issuedAt), nonce: nonceIn(claims) },
      prove: async () => {
        const key = readable(() => keyIn(message));
        const { guarded, headers, payload, signature } = message;
        const alg = algorithmOfCose(headers.get(header.algorithm));
        await verifyHolderSignature(
          { alg, signingInput: sign1Input(guarded, payload), signature },
          key,
          "invalid_proof",
        );
        return holderOf(key);
      },
    };
  });
}

function readable<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableCose) throw invalidProof(`The proof cannot be read: ${error.message}`);
    throw error;
  }
}

function requireHeaders({ headers }: Sign1): void {
  if (headers.get(header.contentType) !== CONTENT_TYPE) throw invalidProof(`The proof's type must be ${CONTENT_TYPE}.`);
  if (headers.has(header.critical)) throw invalidProof("The proof's headers must not carry crit.");
  if (headers.has(header.certificates) || !headers.has(KEY_LABEL)) {
    throw invalidProof(`The proof's protected headers must name its key by ${KEY_LABEL}.`);
  }
}

/** Bytes of our text; wallets that were seen to send the text itself mean the same. */
function nonceIn(claims: ReadonlyMap<unknown, unknown>): unknown {
  const nonce = claims.get(claim.nonce);
  return nonce instanceof Uint8Array ? Buffer.from(nonce).toString("latin1") : nonce;
}

function keyIn({ headers }: Sign1): PublicJwk {
  const key = publicJwkOf(jwkOfCoseKey(mapIn(headers.get(KEY_LABEL))));
  if (!key) throw invalidProof(`The proof's ${KEY_LABEL} must be one public key, without any private member.`);
  return key;
}
