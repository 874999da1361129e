import { answerBatch, answerCredential, answerDeferred, answerToken } from "@/lib/apis/wallet/answers";
import { answerAuthorize, answerPush, queryOf } from "@/lib/apis/wallet/authorization";
import { rootCredentialRoute, rootDeferredRoute, rootRoute } from "@/lib/apis/wallet/dialect";
import { answerOffer, freshDocument } from "@/lib/apis/wallet/handlers";
import { transactionIn } from "@/lib/apis/wallet/older-handlers";
import { type RootCtx, walletCtxBySecret } from "@/lib/apis/wallet/root-contexts";
import { rootIssuerMetadata, rootServerMetadata, rootTypeMetadata } from "@/lib/apis/wallet/root-metadata";
import { rootOperations } from "@/lib/apis/wallet/root-operations";
import { tokenRequest } from "@/lib/apis/wallet/shapes";
import { readForm } from "@/lib/http/body";
import { everybodysJwks } from "@/lib/issuance/issuer-keys";
import { invalidGrant } from "@/lib/issuance/redeem-code";
import { wireForms } from "@/lib/issuance/wire/registry";
import { Problem } from "@/lib/kernel/errors";

export const getRootServerMetadata = rootRoute(rootOperations.document, async ({ ctx }) =>
  freshDocument(rootServerMetadata(ctx)),
);
const wholeMetadata = (ctx: RootCtx): Response =>
  freshDocument({ ...rootServerMetadata(ctx), ...rootIssuerMetadata(ctx) });

/** Clients of these addresses look for everything in one document, by either of its names. */
export const getRootConfiguration = rootRoute(rootOperations.document, async ({ ctx }) => wholeMetadata(ctx));
export const getRootIssuerMetadata = rootRoute(rootOperations.document, async ({ ctx }) => wholeMetadata(ctx));
export const getRootJwtVcIssuer = rootRoute(rootOperations.document, async ({ ctx: { identifier } }) =>
  freshDocument({ issuer: identifier, jwks_uri: `${identifier}/jwks` }),
);
export const getRootJwks = rootRoute(rootOperations.keys, async ({ ctx }) => freshDocument(await everybodysJwks(ctx)));
export const getRootType = rootRoute(rootOperations.type, async ({ ctx, params }) =>
  freshDocument(rootTypeMetadata(ctx, params.type)),
);

/** By the token of the offer. The bare id of a session gives nothing away: all who may read sessions know it. */
export const getRootOffer = rootRoute(rootOperations.offer, async ({ ctx, request }) => {
  const offerToken = queryOf(request).get("id") ?? "";
  const wallet = await walletCtxBySecret(ctx, offerToken);
  if (!wallet) throw new Problem("not_found", "No active issuance session found by the given id");
  return answerOffer(wallet, offerToken);
});

const noSuchRequest = (): Problem =>
  new Problem("invalid_request", "issuer_state or request_uri is unknown, used or has run out.");

async function walletOf(ctx: RootCtx, parameters: ReadonlyMap<string, string>) {
  const secret = parameters.get("request_uri")?.split(":").at(-1) ?? parameters.get("issuer_state") ?? "";
  const wallet = await walletCtxBySecret(ctx, secret);
  if (!wallet) throw noSuchRequest();
  return wallet;
}

export const getRootAuthorize = rootRoute(rootOperations.authorize, async ({ ctx, request }) =>
  answerAuthorize(await walletOf(ctx, queryOf(request)), request, ctx.identifier),
);

/** Answers 200, as its clients know it. */
export const postRootPush = rootRoute(rootOperations.push, async ({ ctx, request }) => {
  const parameters = await readForm(request);
  return answerPush(await walletOf(ctx, parameters), parameters, 200);
});

export const postRootToken = rootRoute(rootOperations.token, async ({ ctx, request }) => {
  const form = await readForm(request);
  // Any form reads the code alike; what the wallet's own one reads differently is read when that is known.
  const { code } = tokenRequest(form, wireForms[ctx.version ?? "draft13"]);
  const wallet = await walletCtxBySecret(ctx, code);
  if (!wallet) throw invalidGrant();
  return answerToken(wallet, request, tokenRequest(form, wallet.form));
});

export const postRootCredential = rootCredentialRoute(rootOperations.credential, ({ ctx, body }) =>
  answerCredential(ctx, body),
);
export const postRootBatch = rootCredentialRoute(rootOperations.batch, ({ ctx, body }) =>
  answerBatch(ctx, body.credential_requests),
);
export const postRootDeferred = rootDeferredRoute(rootOperations.deferred, ({ ctx, body, request }) =>
  answerDeferred(ctx, transactionIn(body, request), body),
);
