import { createHash, randomBytes } from "node:crypto";
import { Openid4vciClient, type Openid4vciClientOptions, setGlobalConfig } from "@openid4vc/openid4vci";
import { SignJWT } from "jose";
import type { ClaimedCredential, ClaimOptions } from "@/e2e/support/wallet/claimed";
import { HolderKey } from "@/e2e/support/wallet/holder-key";

type Callbacks = Openid4vciClientOptions["callbacks"];

/** The journeys' portal is reached by http on this machine. */
setGlobalConfig({ allowInsecureUrls: true });

const signerOf = ({ publicJwk }: HolderKey) =>
  ({ method: "jwk", alg: "ES256", publicJwk: { ...publicJwk, kty: "EC" } }) as const;

/** A wallet of OpenID4VCI 1.0 built on someone else's client library: ours brings the keys only. */
function thirdPartyWallet(keys: readonly HolderKey[]): Openid4vciClient {
  const callbacks: Callbacks = {
    hash: (data, algorithm) => createHash(algorithm.replace("-", "")).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    clientAuthentication: () => undefined,
    signJwt: async (signer, { header, payload }) => {
      const key = signer.method === "jwk" && keys.find(({ publicJwk }) => publicJwk.x === signer.publicJwk.x);
      if (!key) throw new Error("A key that is not ours");
      const jwt = await new SignJWT(payload).setProtectedHeader(header).sign(key.privateKey);
      return { jwt, signerJwk: signer.publicJwk };
    },
  };
  return new Openid4vciClient({ callbacks });
}

/** Claims all that is offered, each for a key of its own; `bound` binds the token to a key by DPoP. */
export async function claimByFinal(
  offerUri: string,
  { pin, bound = false }: ClaimOptions & { readonly bound?: boolean } = {},
): Promise<ClaimedCredential[]> {
  const dpopKey = await HolderKey.make();
  const keys = [dpopKey];
  const client = thirdPartyWallet(keys);
  const credentialOffer = await client.resolveCredentialOffer(offerUri);
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
  const { accessTokenResponse, dpop } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
    ...(pin && { txCode: pin }),
    ...(bound && { dpop: { signer: signerOf(dpopKey) } }),
  });
  if (accessTokenResponse.token_type !== (bound ? "DPoP" : "Bearer")) throw new Error("A token of another type");
  const asked = { issuerMetadata, accessToken: accessTokenResponse.access_token, ...(dpop && { dpop }) };
  const claimed: ClaimedCredential[] = [];
  for (const credentialConfigurationId of credentialOffer.credential_configuration_ids) {
    const holder = await HolderKey.make();
    keys.push(holder);
    const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
    const signer = signerOf(holder);
    const proof = { signer, nonce, issuerMetadata, credentialConfigurationId };
    const { jwt } = await client.createCredentialRequestJwtProof(proof);
    const proofs = { jwt: [jwt] };
    const { credentialResponse } = await client.retrieveCredentials({ ...asked, credentialConfigurationId, proofs });
    const [first] = credentialResponse.credentials ?? [];
    const credential = String(typeof first === "object" && "credential" in first ? first.credential : first);
    const notificationId = credentialResponse.notification_id ?? "";
    await client.sendNotification({ ...asked, notification: { notificationId, event: "credential_accepted" } });
    claimed.push({ credential, holder });
  }
  return claimed;
}
