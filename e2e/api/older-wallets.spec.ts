import { expect, test } from "@playwright/test";
import {
  CredentialRequestClientBuilder,
  OpenID4VCIClientV1_0_11,
  OpenID4VCIClientV1_0_13,
  ProofOfPossessionBuilder,
} from "@sphereon/oid4vci-client";
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from "jose";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { sameKey, verifyCredential } from "@/e2e/support/wallet/verify-credential";

type SignCallback = Parameters<OpenID4VCIClientV1_0_13["acquireCredentials"]>[0]["proofCallbacks"]["signCallback"];

/** Wallets built on another maker's client library for drafts 13 and 11: ours brings the key only. */
async function holder() {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const signCallback: SignCallback = ({ header, payload }) =>
    new SignJWT(payload).setProtectedHeader({ ...header } as JWTHeaderParameters).sign(privateKey);
  const jwk = { ...publicJwk, kty: "EC" } as JWK & { kty: string };
  return { publicJwk, proof: { alg: "ES256", jwk, proofCallbacks: { signCallback } } };
}

const formats = { jwt_vc_json: "jwt_vc_json", "dc+sd-jwt": "vc+sd-jwt" } as const;
const pin = "493827";

let setup: IssuingSetup;
let document: DidDocument;

test.beforeAll(async () => {
  setup = await issuingSetup({ name: `older-wallets-${process.pid}` });
  document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
});

for (const format of ["jwt_vc_json", "dc+sd-jwt"] as const) {
  test(`another maker's wallet of draft 13 claims ${format} with a transaction code`, async () => {
    const { publicJwk, proof } = await holder();
    const offer = { format, protocol: "draft13", pin: { value: pin, length: 6 } } as const;
    const { url } = await setup.api.createIssuance(setup, offer);
    const client = await OpenID4VCIClientV1_0_13.fromURI({ uri: url });
    await client.acquireAccessToken({ pin });
    const [credentialIdentifier = ""] = Object.keys(client.getCredentialsSupported(formats[format]));
    const answer = await client.acquireCredentials({ credentialIdentifier, ...proof });
    const verified = await verifyCredential(formats[format], String(answer.credential), document);
    expect(await sameKey(verified.holderJwk, publicJwk)).toBe(true);
  });

  test(`a wallet of draft 13 that asks by the members of ${format} gets it`, async () => {
    const { publicJwk, proof } = await holder();
    const { url } = await setup.api.createIssuance(setup, { format, protocol: "draft13" });
    const client = await OpenID4VCIClientV1_0_13.fromURI({ uri: url });
    const accessTokenResponse = await client.acquireAccessToken();
    const [configuration] = Object.values(client.getCredentialsSupported(formats[format]));
    const described = configuration as { vct?: string; credential_definition?: { type: string[] } };
    const proofInput = ProofOfPossessionBuilder.fromAccessTokenResponse({
      accessTokenResponse,
      callbacks: proof.proofCallbacks,
      version: client.version(),
    })
      .withIssuer(client.getIssuer())
      .withAlg(proof.alg)
      .withJWK(proof.jwk);
    const request = CredentialRequestClientBuilder.fromCredentialOffer({
      credentialOffer: await offerOf(client),
      metadata: client.endpointMetadata,
    })
      .withTokenFromResponse(accessTokenResponse)
      .build();
    const answer = await request.acquireCredentialsUsingProof({
      proofInput,
      credentialTypes: described.credential_definition?.type ?? described.vct ?? "",
      format: formats[format],
    });
    const verified = await verifyCredential(formats[format], String(answer.successBody?.credential), document);
    expect(await sameKey(verified.holderJwk, publicJwk)).toBe(true);
  });

  test(`another maker's wallet of draft 11 claims ${format} with a PIN`, async () => {
    const { publicJwk, proof } = await holder();
    const offer = { format, protocol: "draft11", pin: { value: pin, length: 6 } } as const;
    const { url } = await setup.api.createIssuance(setup, offer);
    const client = await OpenID4VCIClientV1_0_11.fromURI({ uri: url });
    await client.acquireAccessToken({ pin });
    const [supported] = client.getCredentialsSupported(formats[format]);
    const { types, vct } = supported as { types?: string[]; vct?: string };
    const answer = await client.acquireCredentials({
      credentialTypes: types ?? vct ?? "",
      format: formats[format],
      ...proof,
    });
    const verified = await verifyCredential(formats[format], String(answer.credential), document);
    expect(await sameKey(verified.holderJwk, publicJwk)).toBe(true);
  });
}

async function offerOf({ credentialOffer }: OpenID4VCIClientV1_0_13) {
  if (!credentialOffer) throw new Error("The client came of an offer.");
  return credentialOffer;
}
