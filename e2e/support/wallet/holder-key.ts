import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export interface ProofChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly payload?: Readonly<Record<string, unknown>>;
}

interface DpopTarget {
  readonly method: string;
  readonly url: string;
  readonly accessToken?: string;
}

const now = () => Math.floor(Date.now() / 1000);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The first two are those of wallets. */
type HolderAlgorithm = "ES256" | "EdDSA" | "ES384" | "ES512" | "RS256";

/** A key of the holder's, and what a wallet signs with it. */
export class HolderKey {
  private constructor(
    readonly publicJwk: JWK,
    readonly privateJwk: JWK,
    readonly privateKey: CryptoKey,
    readonly algorithm: HolderAlgorithm,
  ) {}

  static async make(algorithm: HolderAlgorithm = "ES256"): Promise<HolderKey> {
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    return new HolderKey(await exportJWK(publicKey), await exportJWK(privateKey), privateKey, algorithm);
  }

  get did(): string {
    return `did:jwk:${base64url(this.publicJwk)}`;
  }

  /** A key proof (OpenID4VCI 1.0, appendix F.1) that names the key by `jwk`; `changes` bend it. */
  proof(issuer: string, nonce: string | undefined, changes: ProofChanges = {}): Promise<string> {
    const payload = { aud: issuer, iat: now(), ...(nonce !== undefined && { nonce }), ...changes.payload };
    const header = { typ: "openid4vci-proof+jwt", jwk: this.publicJwk, ...changes.header };
    return this.sign(header, payload);
  }

  /** The same, naming the key by its `did:jwk`. */
  didProof(issuer: string, nonce: string): Promise<string> {
    return this.sign({ typ: "openid4vci-proof+jwt", kid: `${this.did}#0` }, { aud: issuer, iat: now(), nonce });
  }

  /** A DPoP proof (RFC 9449, section 4.2). */
  dpop({ method, url, accessToken }: DpopTarget, changes: ProofChanges = {}): Promise<string> {
    const ath = accessToken && { ath: createHash("sha256").update(accessToken).digest("base64url") };
    const payload = { htm: method, htu: url, iat: now(), jti: randomUUID(), ...ath, ...changes.payload };
    return this.sign({ typ: "dpop+jwt", jwk: this.publicJwk, ...changes.header }, payload);
  }

  /** As COSE wants it: r‖s, or what Ed25519 gives. */
  async signBytes(data: Uint8Array): Promise<Uint8Array> {
    const algorithm = this.algorithm === "ES256" ? { name: "ECDSA", hash: "SHA-256" } : "Ed25519";
    return new Uint8Array(await crypto.subtle.sign(algorithm, this.privateKey, new Uint8Array(data)));
  }

  private sign(header: Readonly<Record<string, unknown>>, payload: Readonly<Record<string, unknown>>) {
    return new SignJWT({ ...payload }).setProtectedHeader({ alg: this.algorithm, ...header }).sign(this.privateKey);
  }
}
