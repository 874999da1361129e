import type { Ctx } from "@/lib/context";
import { insertDocumentSessions, type NewDocumentSession } from "@/lib/issuance/batch-store";
import { requirePermittedCallbackUrl } from "@/lib/issuance/callback-url";
import { issuerOfferUri } from "@/lib/issuance/identifiers";
import { maskedRequest } from "@/lib/issuance/masked-request";
import { sealColumn } from "@/lib/issuance/sealed";
import { makeSessionSecret } from "@/lib/issuance/session-secret";
import {
  beginsWithCode,
  describedCredential,
  grantOf,
  isDescribed,
  lifetimeOf,
  protocolOf,
} from "@/lib/issuer/offer-terms";
import { planCredentials } from "@/lib/issuer/plan-credentials";
import { CreateCredentialOffer } from "@/lib/issuer/request-schema";
import { Problem } from "@/lib/kernel/errors";
import type { JsonObject } from "@/lib/kernel/json";
import { defineUseCase } from "@/lib/use-case";

interface CreatedCredentialOffer {
  /** The session that the offer, its callbacks and its code go by: the first of a batch. */
  readonly id: string;
  readonly offerUri: string;
  readonly expiresAt: Date;
}

/**
 * Makes one offer of one credential, or of several by one issuer (Issuer API reference, section 7). Nothing is signed
 * yet; what a claim would fail for is refused now, as far as it can be known. In a batch the first request decides
 * version, way of authentication and callback.
 */
export const createCredentialOffer = defineUseCase(
  { name: "createCredentialOffer", input: CreateCredentialOffer },
  async (ctx, { requests, family, statusCallbackUri, sessionTtl }): Promise<CreatedCredentialOffer> => {
    const [first] = requests;
    if (!first) throw new Error("The schema lets no empty list in.");
    const terms = { protocol: protocolOf(first), grant: grantOf(first) };
    const ids = requests.map(() => ctx.random.uuid());
    const [id = ""] = ids;
    if (statusCallbackUri !== undefined) requirePermittedCallbackUrl(ctx, statusCallbackUri, id);

    const { issuer, plans } = await planCredentials(ctx, requests, { family, protocol: terms.protocol });
    const createdAt = ctx.now();
    const lifetime = lifetimeOf(sessionTtl);
    const expiresAt = new Date(createdAt.getTime() + lifetime * 1000);
    const secrets = {
      offerToken: makeSessionSecret(ctx.random, id),
      ...(beginsWithCode(terms.grant, lifetime) && { code: makeSessionSecret(ctx.random, id) }),
      ...(isDescribed(first) && { credentials: plans.map(({ configuration }) => describedCredential(configuration)) }),
    };
    const sessions = await Promise.all(
      plans.map(async ({ configuration, document, request }, at): Promise<NewDocumentSession> => {
        const place = { tenantId: ctx.tenantId, sessionId: ids[at] ?? "" };
        return {
          id: place.sessionId,
          contractId: configuration.contract.id,
          contractVersion: configuration.contract.version,
          format: configuration.format,
          ...(await offerSecrets(ctx, at === 0 ? secrets : null, id)),
          sealedDocument: await sealColumn(ctx, place, "sealed_document", document),
          sealedCallback:
            statusCallbackUri === undefined
              ? null
              : await sealColumn(ctx, place, "sealed_callback", {
                  kind: "issuer",
                  url: statusCallbackUri,
                  request: at === 0 ? maskedRequest(first) : {},
                  batch: requests.length > 1,
                }),
          batchOf: at === 0 ? null : id,
          batchPosition: at,
          deferred: request.issuanceType === "DEFERRED",
          configuration: configuration.id,
        };
      }),
    );
    const { authorityId } = issuer;
    if (!(await insertDocumentSessions(ctx, { ...terms, authorityId, createdAt, expiresAt }, sessions))) {
      throw new Problem(
        "conflict",
        "The offer was not made: its issuer or organisation is no more, or the request was sent twice.",
      );
    }
    const address = { authorityId, protocol: terms.protocol, offerToken: secrets.offerToken };
    return { id, offerUri: issuerOfferUri(ctx, address, id), expiresAt };
  },
);

/** The first session of an offer has what it is found and redeemed by; some get their code later. */
async function offerSecrets(
  ctx: Ctx,
  secrets: { readonly offerToken: string; readonly code?: string; readonly credentials?: JsonObject[] } | null,
  sessionId: string,
) {
  if (!secrets) return { offerHash: null, codeHash: null, sealedCode: null };
  const hash = (secret: string): string => ctx.masterKeys.hash("wallet-token", secret);
  return {
    offerHash: hash(secrets.offerToken),
    codeHash: secrets.code === undefined ? null : hash(secrets.code),
    sealedCode: await sealColumn(ctx, { tenantId: ctx.tenantId, sessionId }, "sealed_code", secrets),
  };
}
