import { createHash, randomBytes } from "node:crypto";
import { Openid4vciClient, type Openid4vciClientOptions, setGlobalConfig } from "@openid4vc/openid4vci";
import { expect, test } from "@playwright/test";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { sameKey, verifyCredential } from "@/e2e/support/wallet/verify-credential";

type Callbacks = Openid4vciClientOptions["callbacks"];

/** The journeys' portal is reached by http on this machine. */
setGlobalConfig({ allowInsecureUrls: true });

/** A wallet built on someone else's client library: ours brings the keys only. */
async function thirdPartyWallet() {
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
  return { client: new Openid4vciClient({ callbacks }), newSigner };
}

let setup: IssuingSetup;
let document: DidDocument;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `third-party-${process.pid}` });
  document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
});

for (const format of ["jwt_vc_json", "dc+sd-jwt"] as const) {
  for (const pin of [undefined, "493827"]) {
    for (const bound of [false, true]) {
      const how = [pin ? "with a transaction code" : "without a transaction code", ...(bound ? ["by DPoP"] : [])].join(
        " ",
      );
      test(`another maker's wallet claims ${format} ${how}`, async () => {
        const { client, newSigner } = await thirdPartyWallet();
        const request = await setup.api.createIssuance(setup, {
          format,
          ...(pin && { pin: { value: pin, length: pin.length } }),
        });
        const credentialOffer = await client.resolveCredentialOffer(request.url);
        const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
        const { accessTokenResponse, dpop } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
          credentialOffer,
          issuerMetadata,
          ...(pin && { txCode: pin }),
          ...(bound && { dpop: { signer: await newSigner() } }),
        });
        expect(accessTokenResponse.token_type).toBe(bound ? "DPoP" : "Bearer");

        const credentialConfigurationId = credentialOffer.credential_configuration_ids[0] ?? "";
        const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
        const signer = await newSigner();
        const { jwt } = await client.createCredentialRequestJwtProof({
          signer,
          nonce,
          issuerMetadata,
          credentialConfigurationId,
        });
        const { credentialResponse } = await client.retrieveCredentials({
          issuerMetadata,
          credentialConfigurationId,
          accessToken: accessTokenResponse.access_token,
          proofs: { jwt: [jwt] },
          ...(dpop && { dpop }),
        });
        const [first] = credentialResponse.credentials ?? [];
        const credential = typeof first === "object" && "credential" in first ? first.credential : first;
        const verified = await verifyCredential(format, String(credential), document);
        expect(await sameKey(verified.holderJwk, signer.publicJwk)).toBe(true);
        await client.sendNotification({
          issuerMetadata,
          accessToken: accessTokenResponse.access_token,
          notification: { notificationId: credentialResponse.notification_id ?? "", event: "credential_accepted" },
          ...(dpop && { dpop }),
        });
      });
    }
  }
}
