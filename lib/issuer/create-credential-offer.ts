import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { insertDocumentSessions, type NewDocumentSession } from "@/lib/issuance/batch-store";
import { requirePermittedCallbackUrl } from "@/lib/issuance/callback-url";
import { issuerOfferUri } from "@/lib/issuance/identifiers";
import { maskedRequest } from "@/lib/issuance/masked-request";
import type { Protocol } from "@/lib/issuance/schema";
import { sealColumn } from "@/lib/issuance/sealed";
import { makeSessionSecret } from "@/lib/issuance/session-secret";
import { type Configuration, resolveConfiguration } from "@/lib/issuer/configuration";
import { configurationName } from "@/lib/issuer/configuration-name";
import { issuanceDocument } from "@/lib/issuer/issuance-document";
import {
  beginsWithCode,
  describedCredential,
  grantOf,
  isDescribed,
  lifetimeOf,
  protocolOf,
  requireFormatIn,
} from "@/lib/issuer/offer-terms";
import { CreateCredentialOffer, type Family, type IssuanceRequest } from "@/lib/issuer/request-schema";
import { resolveIssuer } from "@/lib/issuer/resolve-issuer";
import { invalidField, Problem } from "@/lib/kernel/errors";
import type { JsonObject } from "@/lib/kernel/json";
import { defineUseCase } from "@/lib/use-case";

export interface CreatedCredentialOffer {
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

    const plans = [];
    for (const [at, request] of requests.entries()) {
      plans.push(
        await plan(ctx, request, family, terms.protocol).catch((error: unknown) => within(error, at, requests.length)),
      );
    }
    const { issuer } = requireOneIssuer(plans.map(({ configuration }) => configuration));
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

async function plan(ctx: Ctx, request: IssuanceRequest, family: Family, protocol: Protocol) {
  if (Object.keys(request.issuerKey).length === 0) {
    throw invalidField("issuerKey", "Issuer key in the request body cannot be empty");
  }
  if (request.credentialData && Object.keys(request.credentialData).length === 0) {
    throw invalidField("credentialData", "CredentialData in the request body cannot be empty");
  }
  const name = configurationName(request, family);
  const issuerDid = request.issuerDid ?? null;
  const issuer = await resolveIssuer(ctx, {
    issuerKey: request.issuerKey,
    ...(issuerDid !== null && { issuerDid }),
  });
  const configuration = await resolveConfiguration(ctx, issuer, name, issuerDid);
  requireFormatIn(protocol, configuration);
  return { request, configuration, document: await issuanceDocument(ctx, configuration, request) };
}

/** A wallet meets one credential issuer at an offer. */
function requireOneIssuer(configurations: readonly Configuration[]): { readonly issuer: Issuer } {
  const [first] = configurations;
  if (!first) throw new Error("An offer without credentials.");
  const stranger = configurations.findIndex(({ issuer }) => issuer.authorityId !== first.issuer.authorityId);
  if (stranger < 0) return first;
  throw invalidField(
    `[${stranger}].issuerKey`,
    "All credentials of one batch come from one issuer: send a batch for each issuerKey and issuerDid.",
  );
}

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

/** Of several requests the refusal names the one at fault. */
function within(error: unknown, at: number, count: number): never {
  if (!(error instanceof Problem) || count === 1) throw error;
  const { fields = {}, ...details } = error.details;
  const named = Object.entries(fields).map(([field, message]) => [`[${at}].${field}`, message]);
  throw new Problem(error.code, error.message, { ...details, fields: Object.fromEntries(named) });
}
