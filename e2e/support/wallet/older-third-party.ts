import {
  CredentialRequestClientBuilder,
  OpenID4VCIClientV1_0_11,
  OpenID4VCIClientV1_0_13,
  ProofOfPossessionBuilder,
} from "@sphereon/oid4vci-client";
import { type JWK, type JWTHeaderParameters, SignJWT } from "jose";
import * as z from "zod";
import { postJson } from "@/e2e/support/wallet/ask";
import type { ClaimAll, ClaimedCredential } from "@/e2e/support/wallet/claimed";
import { cwtProof } from "@/e2e/support/wallet/cwt-proof";
import { HolderKey } from "@/e2e/support/wallet/holder-key";
import { granted } from "@/e2e/support/wallet/wallet";

type SignCallback = Parameters<OpenID4VCIClientV1_0_13["acquireCredentials"]>[0]["proofCallbacks"]["signCallback"];

/** What the library asks of a wallet: ours brings the key only. */
function proofBy({ privateKey, publicJwk }: HolderKey) {
  const signCallback: SignCallback = ({ header, payload }) =>
    new SignJWT(payload).setProtectedHeader({ ...header } as JWTHeaderParameters).sign(privateKey);
  const jwk = { ...publicJwk, kty: "EC" } as JWK & { kty: string };
  return { alg: "ES256", jwk, proofCallbacks: { signCallback } };
}

/** A configuration as far as requests repeat it. */
const Described = z.object({
  format: z.string(),
  vct: z.string().optional(),
  doctype: z.string().optional(),
  credential_definition: z.object({ type: z.array(z.string()) }).optional(),
});
type Described = z.infer<typeof Described>;

const OfferOf13 = z.object({ credential_configuration_ids: z.array(z.string()) });

type OneOfDraft13 = (client: OpenID4VCIClientV1_0_13, id: string, holder: HolderKey) => Promise<string>;

const describedIn = ({ endpointMetadata }: OpenID4VCIClientV1_0_13, id: string): Described =>
  Described.parse(endpointMetadata.credentialIssuerMetadata?.credential_configurations_supported[id]);

/** By the configuration's id, which the library can do for every format, also those that it does not know. */
const byIdentifier: OneOfDraft13 = async (client, credentialIdentifier, holder) =>
  String((await client.acquireCredentials({ credentialIdentifier, ...proofBy(holder) })).credential);

/** By the members of the format, as the draft has it. */
const byDescription: OneOfDraft13 = async (client, id, holder) => {
  const { format, vct, credential_definition: definition } = describedIn(client, id);
  const { credentialOffer, accessTokenResponse } = client;
  if (!credentialOffer) throw new Error("The client came of an offer.");
  const { proofCallbacks, alg, jwk } = proofBy(holder);
  const version = client.version();
  const proofInput = ProofOfPossessionBuilder.fromAccessTokenResponse({
    accessTokenResponse,
    callbacks: proofCallbacks,
    version,
  })
    .withIssuer(client.getIssuer())
    .withAlg(alg)
    .withJWK(jwk);
  const metadata = client.endpointMetadata;
  const request = CredentialRequestClientBuilder.fromCredentialOffer({ credentialOffer, metadata })
    .withTokenFromResponse(accessTokenResponse)
    .build();
  const credentialTypes = definition?.type ?? vct ?? "";
  const answer = await request.acquireCredentialsUsingProof({
    proofInput,
    credentialTypes,
    format: format as "jwt_vc",
  });
  return String(answer.successBody?.credential);
};

/** The library knows no mdocs and no proofs in CBOR: the request that walt.id's wallet sends is made by hand. */
const byCwtProof: OneOfDraft13 = async (client, id, holder) => {
  const { format, doctype } = describedIn(client, id);
  const { access_token: token, c_nonce: nonce = "" } = client.accessTokenResponse;
  const cwt = await cwtProof(holder, client.getIssuer(), nonce);
  const body = { format, doctype, proof: { proof_type: "cwt", cwt } };
  const answer = await postJson(client.getCredentialEndpoint(), body, { authorization: `Bearer ${token}` });
  return granted<{ credential: string }>("the mdoc", answer).credential;
};

const claimByDraft13 =
  (wayFor: (described: Described) => OneOfDraft13): ClaimAll =>
  async (offerUri, { pin } = {}) => {
    const client = await OpenID4VCIClientV1_0_13.fromURI({ uri: offerUri });
    await client.acquireAccessToken(pin === undefined ? {} : { pin });
    const offer = OfferOf13.parse(client.credentialOffer?.credential_offer);
    const claimed: ClaimedCredential[] = [];
    for (const id of offer.credential_configuration_ids) {
      const holder = await HolderKey.make();
      claimed.push({ credential: await wayFor(describedIn(client, id))(client, id, holder), holder });
    }
    return claimed;
  };

/** A wallet of draft 13 that asks by the configurations' ids. */
export const claimByDraft13Ids = claimByDraft13(() => byIdentifier);

/** One that asks by the members of each format. */
export const claimByDraft13Members = claimByDraft13(({ format }) =>
  format === "mso_mdoc" ? byCwtProof : byDescription,
);

const OfferOf11 = z.object({ credentials: z.array(z.string()) });
const MetadataOf11 = z.object({
  credentials_supported: z.array(
    z.object({
      id: z.string(),
      format: z.enum(["jwt_vc_json", "vc+sd-jwt"]),
      types: z.array(z.string()).optional(),
      vct: z.string().optional(),
    }),
  ),
});

/** A wallet of draft 11. */
export const claimByDraft11: ClaimAll = async (offerUri, { pin } = {}) => {
  const client = await OpenID4VCIClientV1_0_11.fromURI({ uri: offerUri });
  await client.acquireAccessToken(pin === undefined ? {} : { pin });
  const { credentials } = OfferOf11.parse(client.credentialOffer?.credential_offer);
  const { credentials_supported: all } = MetadataOf11.parse(client.endpointMetadata.credentialIssuerMetadata);
  const claimed: ClaimedCredential[] = [];
  for (const id of credentials) {
    const described = all.find((one) => one.id === id);
    if (!described) throw new Error(`${id} is offered and not described.`);
    const { format, types, vct = "" } = described;
    const holder = await HolderKey.make();
    const asked = { credentialTypes: types ?? vct, format, ...proofBy(holder) };
    claimed.push({ credential: String((await client.acquireCredentials(asked)).credential), holder });
  }
  return claimed;
};
