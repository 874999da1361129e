import * as z from "zod";
import { answerBatch, answerCredential, answerDeferred, answerToken } from "@/lib/apis/wallet/answers";
import { answerAuthorize, answerPush } from "@/lib/apis/wallet/authorization";
import type { WalletCtx } from "@/lib/apis/wallet/contexts";
import {
  olderCredentialRoute,
  olderDeferredRoute,
  olderNotificationRoute,
  olderWalletRoute,
} from "@/lib/apis/wallet/dialect";
import {
  answerJwks,
  answerJwtVcIssuer,
  answerOffer,
  answerOfferHead,
  answerServerMetadata,
  freshDocument,
} from "@/lib/apis/wallet/handlers";
import { olderOperations } from "@/lib/apis/wallet/older-operations";
import { authorizeOperation } from "@/lib/apis/wallet/operations";
import { languageOf, tokenRequest } from "@/lib/apis/wallet/shapes";
import { readForm } from "@/lib/http/body";
import { presentedToken } from "@/lib/issuance/authorize-wallet";
import { authorizationServerMetadata, issuerMetadata } from "@/lib/issuance/metadata";
import { keepNotification } from "@/lib/issuance/notification";

export const getOlderServerMetadata = olderWalletRoute(olderOperations.olderServerMetadata, ({ ctx }) =>
  answerServerMetadata(ctx),
);

/** Clients of these versions look for everything in one document, by either of its names. */
async function answerWholeMetadata(ctx: WalletCtx, request: Request): Promise<Response> {
  const { protocol } = ctx.place;
  const [server, issuer] = await Promise.all([
    authorizationServerMetadata(ctx, ctx.issuer, protocol),
    issuerMetadata(ctx, ctx.issuer, languageOf(request), protocol),
  ]);
  return freshDocument({ ...server, ...issuer }, { vary: "accept-language" });
}

export const getOlderIssuerMetadata = olderWalletRoute(olderOperations.olderIssuerMetadata, ({ ctx, request }) =>
  answerWholeMetadata(ctx, request),
);
export const getOlderConfiguration = olderWalletRoute(olderOperations.olderServerMetadata, ({ ctx, request }) =>
  answerWholeMetadata(ctx, request),
);

export const getOlderJwtVcIssuer = olderWalletRoute(olderOperations.olderJwtVcIssuer, async ({ ctx }) =>
  answerJwtVcIssuer(ctx),
);
export const getOlderJwks = olderWalletRoute(olderOperations.olderJwks, ({ ctx }) => answerJwks(ctx));

export const getOlderOffer = olderWalletRoute(olderOperations.olderOffer, ({ ctx, params }) =>
  answerOffer(ctx, params.offerToken),
);
export const headOlderOffer = olderWalletRoute(olderOperations.olderOffer, ({ ctx, params }) =>
  answerOfferHead(ctx, params.offerToken),
);

export const getOlderAuthorize = olderWalletRoute(authorizeOperation, ({ ctx, request }) =>
  answerAuthorize(ctx, request),
);
export const postOlderPush = olderWalletRoute(olderOperations.olderPush, async ({ ctx, request }) =>
  answerPush(ctx, await readForm(request), 201),
);

export const postOlderToken = olderWalletRoute(olderOperations.olderToken, async ({ ctx, request }) =>
  answerToken(ctx, request, tokenRequest(await readForm(request), ctx.form)),
);

export const postOlderCredential = olderCredentialRoute(olderOperations.olderCredential, ({ ctx, body }) =>
  answerCredential(ctx, body),
);
export const postOlderBatch = olderCredentialRoute(olderOperations.batchCredential, ({ ctx, body }) =>
  answerBatch(ctx, body.credential_requests),
);

const WithTransaction = z.object({ transaction_id: z.string().max(200) });

/** Named in the body, or by the token itself. */
export function transactionIn(body: unknown, request: Request): string {
  const named = WithTransaction.safeParse(body);
  return named.success ? named.data.transaction_id : presentedToken(request.headers.get("authorization")).token;
}

export const postOlderDeferred = olderDeferredRoute(olderOperations.olderDeferredCredential, ({ ctx, body, request }) =>
  answerDeferred(ctx, transactionIn(body, request), body),
);

export const postOlderNotification = olderNotificationRoute(
  olderOperations.olderNotification,
  async ({ ctx, body }) => {
    await keepNotification(ctx, ctx.authorization.sessions, body);
    return undefined;
  },
);
