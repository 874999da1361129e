import { isDeepStrictEqual } from "node:util";
import { record } from "@/lib/audit/record";
import { isContentFailure, storeDomainCheck } from "@/lib/authority/domain-check";
import { fetchJson } from "@/lib/authority/fetch-document";
import { hostedDidConfiguration } from "@/lib/authority/hosted-documents";
import { requireLinkedIssuer } from "@/lib/authority/require-issuer";
import { AuthorityRef, type DomainFailure } from "@/lib/authority/schema";
import { servedDidDocument } from "@/lib/authority/served-did-document";
import type { Issuer, LinkedIssuer } from "@/lib/authority/signer";
import { isOurHost } from "@/lib/authority/store";
import { unreadable } from "@/lib/authority/unreadable-document";
import { type Ctx, inTransaction } from "@/lib/context";
import { keyInDocument } from "@/lib/did/document";
import { domainLinkageFault } from "@/lib/did/domain-linkage";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/**
 * Reads what the linked domain serves, judges it, and keeps the verdict: in `linkedDomainsVerified` for everyone, and
 * with the exact failure for administrators. On the wire all files that cannot be had are one (security E4).
 */
export const validateDidConfiguration = defineUseCase(
  { name: "validateDidConfiguration", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<void> => {
    const issuer = await requireLinkedIssuer(ctx, authorityId);
    const failure = await failureOf(ctx, issuer);
    await inTransaction(ctx, async (tx) => {
      await storeDomainCheck(tx, issuer, failure);
      await record(tx, {
        action: failure ? "authority.domain_refused" : "authority.domain_verified",
        targetType: "authority",
        targetId: issuer.authorityId,
        ...(failure && { details: { file: failure.file, failure: failure.kind, cause: failure.detail } }),
      });
    });
    if (failure) throw problemOf(failure);
  },
);

async function failureOf(ctx: Ctx, issuer: LinkedIssuer): Promise<DomainFailure | null> {
  const configuration = await configurationOf(ctx, issuer);
  if ("failure" in configuration) return configuration.failure;
  const document = await documentOf(ctx, issuer);
  if ("failure" in document) return document.failure;
  const { did, linkedDomainUrl: origin } = issuer;
  const evidence = { configuration: configuration.json, document: document.json, did, origin, now: ctx.now() };
  return keyFailure(issuer, document.json) ?? (await domainLinkageFault(evidence));
}

type Read = { readonly json: unknown } | { readonly failure: DomainFailure };

/** A server need not call itself to know what it would answer. */
async function configurationOf(ctx: Ctx, { domainHost, linkedDomainUrl }: LinkedIssuer): Promise<Read> {
  const file = "did-configuration.json";
  if (isOurHost(ctx, domainHost)) return { json: await hostedDidConfiguration(ctx, domainHost) };
  const fetched = await fetchJson(ctx, ctx.tenantId, `${linkedDomainUrl}.well-known/${file}`);
  return fetched.ok ? fetched : { failure: unreadable(file, fetched.cause) };
}

async function documentOf(ctx: Ctx, { did }: Issuer): Promise<Read> {
  const fetched = await servedDidDocument(ctx, ctx.tenantId, did);
  return fetched.ok ? fetched : { failure: unreadable("did.json", fetched.cause) };
}

/** A document without our key verifies none of our credentials, however well its domain is linked (security I8). */
function keyFailure({ did, signer, publicJwk }: Issuer, document: unknown): DomainFailure | null {
  const named = (document as { id?: unknown } | null)?.id;
  if (named !== did) return { kind: "did", file: "did.json", detail: typeof named === "string" ? named : null };
  const listed = keyInDocument(document, did, signer.keyId, "assertionMethod");
  return isDeepStrictEqual(listed, publicJwk) ? null : { kind: "key", file: "did.json", detail: signer.keyId };
}

/** One message for every cause, or it would tell what stands behind our firewall (security E4). */
const problemOf = (failure: DomainFailure): Problem => {
  const { kind, file, detail } = failure;
  const details = { cause: `${file}: ${kind}${detail === null ? "" : ` (${detail})`}` };
  return isContentFailure(failure)
    ? new Problem(
        "did_configuration_invalid",
        "The linked domain serves both files, but they do not link it to this authority's DID and key.",
        details,
      )
    : new Problem(
        "did_configuration_unreachable",
        "The linked domain does not serve did.json and did-configuration.json as public JSON files over https.",
        details,
      );
};
