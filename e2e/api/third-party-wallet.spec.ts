import { expect, test } from "@playwright/test";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { type DidDocument, hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { thirdPartyWallet } from "@/e2e/support/wallet/third-party";
import { sameKey, verifyCredential } from "@/e2e/support/wallet/verify-credential";

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
        const { client, newSigner } = thirdPartyWallet();
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
