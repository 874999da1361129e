import { credentialRoute, notificationRoute, walletRoute } from "@/lib/apis/wallet/dialect";
import { walletOperations } from "@/lib/apis/wallet/operations";
import { languageOf, requestedProofs, tokenRequest } from "@/lib/apis/wallet/shapes";
import { readForm } from "@/lib/http/body";
import { claimCredential } from "@/lib/issuance/claim-credential";
import { verifyDpopProof } from "@/lib/issuance/dpop";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import { authorizationServerMetadata, hasConfiguration, issuerMetadata } from "@/lib/issuance/metadata";
import { makeNonce } from "@/lib/issuance/nonce";
import { keepNotification } from "@/lib/issuance/notification";
import { readOffer, requireOffer } from "@/lib/issuance/open-offer";
import { redeemPreAuthorizedCode } from "@/lib/issuance/redeem-code";

/** Each document is served at the inserted and at the appended path, so its handler stands here once. */
export const getIssuerMetadata = walletRoute(walletOperations.issuerMetadata, async ({ ctx, request }) =>
  Response.json(await issuerMetadata(ctx, ctx.issuer, languageOf(request)), {
    headers: { "cache-control": "no-cache", vary: "accept-language" },
  }),
);

export const getServerMetadata = walletRoute(walletOperations.serverMetadata, async ({ ctx }) =>
  Response.json(authorizationServerMetadata(ctx, ctx.issuer), { headers: { "cache-control": "no-cache" } }),
);

export const getOffer = walletRoute(walletOperations.offer, async ({ ctx, params }) =>
  Response.json(await readOffer(ctx, ctx.issuer, params.offerToken)),
);

/** The offer's headers. Looking is not opening: the body stays where it is, and no callback is told. */
export const headOffer = walletRoute(walletOperations.offer, async ({ ctx, params }) => {
  await requireOffer(ctx, ctx.issuer, params.offerToken);
  return new Response(null, { headers: { "content-type": "application/json" } });
});

export const postToken = walletRoute(walletOperations.token, async ({ ctx, request }) => {
  const asked = tokenRequest(await readForm(request));
  const proof = request.headers.get("dpop");
  const url = `${credentialIssuer(ctx, ctx.issuer.authorityId)}/token`;
  const dpopThumbprint = proof === null ? null : await verifyDpopProof(ctx, proof, { method: "POST", url });
  return redeemPreAuthorizedCode(ctx, ctx.issuer, { ...asked, dpopThumbprint });
});

export const postNonce = walletRoute(walletOperations.nonce, async ({ ctx }) => ({
  c_nonce: makeNonce(ctx, ctx.issuer.authorityId),
}));

export const postCredential = credentialRoute(walletOperations.credential, async ({ ctx, body }) => {
  const { session, accessTokenHash } = ctx.authorization;
  const proofs = await requestedProofs(session, body, (id) => hasConfiguration(ctx, ctx.issuer, id));
  const { credentials, notificationId } = await claimCredential(ctx, ctx.issuer, session, accessTokenHash, proofs);
  return { credentials: credentials.map((credential) => ({ credential })), notification_id: notificationId };
});

export const postNotification = notificationRoute(walletOperations.notification, async ({ ctx, body }) => {
  await keepNotification(ctx, ctx.authorization.session, body);
  return undefined;
});
