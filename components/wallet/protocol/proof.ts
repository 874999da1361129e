import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** A holder key. Its private half cannot leave the browser that made it. */
export interface HolderKey {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function makeHolderKey(): Promise<HolderKey> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: false });
  return { privateKey, publicJwk: await exportJWK(publicKey) };
}

interface ProofClaims {
  /** The credential issuer identifier, to the letter. */
  readonly audience: string;
  readonly nonce?: string | undefined;
  readonly now: Date;
}

/** Proves that the wallet holds the key (OpenID4VCI 1.0, appendix F.1). Anonymous, so without `iss`. */
export const makeProof = (key: HolderKey, { audience, nonce, now }: ProofClaims): Promise<string> =>
  new SignJWT(nonce === undefined ? {} : { nonce })
    .setProtectedHeader({ alg: "ES256", typ: "openid4vci-proof+jwt", jwk: key.publicJwk })
    .setAudience(audience)
    .setIssuedAt(now)
    .sign(key.privateKey);
