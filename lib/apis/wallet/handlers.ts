import { answerCredential, answerDeferred, answerToken } from "@/lib/apis/wallet/answers";
import { answerAuthorize, answerPush } from "@/lib/apis/wallet/authorization";
import type { WalletCtx } from "@/lib/apis/wallet/contexts";
import { credentialRoute, deferredRoute, notificationRoute, walletRoute } from "@/lib/apis/wallet/dialect";
import { authorizeOperation, walletOperations } from "@/lib/apis/wallet/operations";
import { languageOf, tokenRequest } from "@/lib/apis/wallet/shapes";
import { readForm } from "@/lib/http/body";
import { JsonAnswer } from "@/lib/http/json-answer";
import { issuerJwks, jwtVcIssuerMetadata } from "@/lib/issuance/issuer-keys";
import { authorizationServerMetadata, issuerMetadata } from "@/lib/issuance/metadata";
import { makeNonce } from "@/lib/issuance/nonce";
import { keepNotification } from "@/lib/issuance/notification";
import { readOffer, requireOffer } from "@/lib/issuance/open-offer";

/** A document that changes with the authority: caches ask each time. */
export const freshDocument = (document: object, headers: Record<string, string> = {}): Response =>
  new JsonAnswer(document, { headers: { "cache-control": "no-cache", ...headers } });

const answerIssuerMetadata = async (ctx: WalletCtx, request: Request): Promise<Response> =>
  freshDocument(await issuerMetadata(ctx, ctx.issuer, languageOf(request), ctx.place.protocol), {
    vary: "accept-language",
  });

export const answerServerMetadata = async (ctx: WalletCtx): Promise<Response> =>
  freshDocument(await authorizationServerMetadata(ctx, ctx.issuer, ctx.place.protocol));

export const answerOffer = async (ctx: WalletCtx, offerToken: string): Promise<Response> =>
  new JsonAnswer(await readOffer(ctx, ctx.issuer, offerToken, ctx.place.protocol));

/** The offer's headers. Looking is not opening: the body stays where it is, and no callback is told. */
export async function answerOfferHead(ctx: WalletCtx, offerToken: string): Promise<Response> {
  await requireOffer(ctx, ctx.issuer, offerToken, ctx.place.protocol);
  return new Response(null, { headers: { "content-type": "application/json" } });
}

export const answerJwtVcIssuer = (ctx: WalletCtx): Response =>
  freshDocument(jwtVcIssuerMetadata(ctx, ctx.issuer, ctx.place.protocol));

export const answerJwks = async (ctx: WalletCtx): Promise<Response> => freshDocument(await issuerJwks(ctx, ctx.issuer));

/** Each document is served at the inserted and at the appended path, so its handler stands here once. */
export const getIssuerMetadata = walletRoute(walletOperations.issuerMetadata, ({ ctx, request }) =>
  answerIssuerMetadata(ctx, request),
);
export const getServerMetadata = walletRoute(walletOperations.serverMetadata, ({ ctx }) => answerServerMetadata(ctx));
export const getJwtVcIssuer = walletRoute(walletOperations.jwtVcIssuer, async ({ ctx }) => answerJwtVcIssuer(ctx));
export const getJwks = walletRoute(walletOperations.jwks, ({ ctx }) => answerJwks(ctx));

export const getOffer = walletRoute(walletOperations.offer, ({ ctx, params }) => answerOffer(ctx, params.offerToken));
export const headOffer = walletRoute(walletOperations.offer, ({ ctx, params }) =>
  answerOfferHead(ctx, params.offerToken),
);

export const getAuthorize = walletRoute(authorizeOperation, ({ ctx, request }) => answerAuthorize(ctx, request));
export const postPush = walletRoute(walletOperations.push, async ({ ctx, request }) =>
  answerPush(ctx, await readForm(request), 201),
);

export const postToken = walletRoute(walletOperations.token, async ({ ctx, request }) =>
  answerToken(ctx, request, tokenRequest(await readForm(request), ctx.form)),
);

export const postNonce = walletRoute(walletOperations.nonce, async ({ ctx }) => ({
  c_nonce: makeNonce(ctx, ctx.issuer.authorityId),
}));

export const postCredential = credentialRoute(walletOperations.credential, ({ ctx, body }) =>
  answerCredential(ctx, body),
);

export const postDeferred = deferredRoute(walletOperations.deferredCredential, ({ ctx, body }) =>
  answerDeferred(ctx, body.transaction_id, body),
);

export const postNotification = notificationRoute(walletOperations.notification, async ({ ctx, body }) => {
  await keepNotification(ctx, ctx.authorization.sessions, body);
  return undefined;
});
