import { createHash, randomBytes } from "node:crypto";
import { Openid4vciClient, type Openid4vciClientOptions, setGlobalConfig } from "@openid4vc/openid4vci";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

type Callbacks = Openid4vciClientOptions["callbacks"];

/** The journeys' portal is reached by http on this machine. */
setGlobalConfig({ allowInsecureUrls: true });

/** A wallet built on someone else's client library: ours brings the keys only. */
export function thirdPartyWallet() {
  const pairs = new Map<string, { publicJwk: JWK; privateKey: CryptoKey }>();
  async function newSigner() {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const publicJwk = await exportJWK(publicKey);
    pairs.set(publicJwk.x ?? "", { publicJwk, privateKey });
    return { method: "jwk", alg: "ES256", publicJwk: { ...publicJwk, kty: "EC" } } as const;
  }
  const callbacks: Callbacks = {
    hash: (data, algorithm) => createHash(algorithm.replace("-", "")).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    clientAuthentication: () => undefined,
    signJwt: async (signer, { header, payload }) => {
      if (signer.method !== "jwk") throw new Error(`No key for ${signer.method}`);
      const pair = pairs.get(signer.publicJwk.x ?? "");
      if (!pair) throw new Error("A key that is not ours");
      const jwt = await new SignJWT(payload).setProtectedHeader(header).sign(pair.privateKey);
      return { jwt, signerJwk: signer.publicJwk };
    },
  };
  const privateJwk = async ({ x = "" }: JWK): Promise<JWK> => {
    const pair = pairs.get(x);
    if (!pair) throw new Error("A key that is not ours");
    return exportJWK(pair.privateKey);
  };
  return { client: new Openid4vciClient({ callbacks }), newSigner, privateJwk };
}
