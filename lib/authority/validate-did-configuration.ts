import { isDeepStrictEqual } from "node:util";
import { record } from "@/lib/audit/record";
import { authorityDidDocument, findIssuerOfHost, hostedDidConfiguration } from "@/lib/authority/documents";
import { fetchJson } from "@/lib/authority/fetch-document";
import { requireIssuer } from "@/lib/authority/require-issuer";
import { AuthorityRef } from "@/lib/authority/schema";
import type { Issuer } from "@/lib/authority/signer";
import { isOurHost } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { keyInDocument } from "@/lib/did/document";
import { domainLinkageFault } from "@/lib/did/domain-linkage";
import { didWebDocumentUrl } from "@/lib/did/web";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Reads what the linked domain serves, judges it, and keeps the verdict in `linkedDomainsVerified`. */
export const validateDidConfiguration = defineUseCase(
  { name: "validateDidConfiguration", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<void> => {
    const issuer = await requireIssuer(ctx, authorityId);
    const fault = await linkageFault(ctx, issuer);
    await storeVerdict(ctx, issuer, fault);
    if (fault) throw fault;
  },
);

async function linkageFault(ctx: Ctx, issuer: Issuer): Promise<Problem | null> {
  const files = isOurHost(ctx, issuer.domainHost) ? await hostedFiles(ctx, issuer) : await fetchedFiles(ctx, issuer);
  if (files instanceof Problem) return files;
  const { did, linkedDomainUrl: origin } = issuer;
  const fault =
    keyFault(issuer, files.document) ?? (await domainLinkageFault({ ...files, did, origin, now: ctx.now() }));
  return fault === null ? null : new Problem("did_configuration_invalid", fault, { cause: fault });
}

/** A document without our key verifies none of our credentials, however well its domain is linked (security I8). */
function keyFault({ did, signer, publicJwk }: Issuer, document: unknown): string | null {
  const listed = keyInDocument(document, did, signer.keyId, "assertionMethod");
  return isDeepStrictEqual(listed, publicJwk) ? null : "did.json does not list this authority's key for assertions.";
}

interface Files {
  readonly configuration: unknown;
  readonly document: unknown;
}

/** A server need not call itself to know what it would answer. */
async function hostedFiles(ctx: Ctx, issuer: Issuer): Promise<Files> {
  const owner = (await findIssuerOfHost(ctx, issuer.domainHost)) ?? issuer;
  return {
    configuration: await hostedDidConfiguration(ctx, owner),
    document: await authorityDidDocument(ctx, owner),
  };
}

async function fetchedFiles(ctx: Ctx, { did, linkedDomainUrl }: Issuer): Promise<Files | Problem> {
  const configuration = await fetchJson(ctx, ctx.tenantId, `${linkedDomainUrl}.well-known/did-configuration.json`);
  if (!configuration.ok) return unreachable("did-configuration.json", configuration.cause);
  const url = didWebDocumentUrl(did);
  const document = url ? await fetchJson(ctx, ctx.tenantId, url) : { ok: false as const, cause: "no did:web" };
  if (!document.ok) return unreachable("did.json", document.cause);
  return { configuration: configuration.json, document: document.json };
}

/** One message for every cause, or it would tell what stands behind our firewall (security E4). */
function unreachable(file: string, cause: string): Problem {
  const message =
    "The linked domain does not serve did.json and did-configuration.json as public JSON files over https.";
  return new Problem("did_configuration_unreachable", message, { cause: `${file}: ${cause}` });
}

async function storeVerdict(ctx: Ctx, { authorityId }: Issuer, fault: Problem | null): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await tx.db.authority.updateMany({
      where: { tenantId: tx.tenantId, id: authorityId, linkedDomainsVerified: fault !== null },
      data: { linkedDomainsVerified: fault === null, updatedAt: tx.now() },
    });
    await record(tx, {
      action: fault ? "authority.domain_refused" : "authority.domain_verified",
      targetType: "authority",
      targetId: authorityId,
      ...(fault && { details: { code: fault.code, cause: fault.details.cause ?? null } }),
    });
  });
}
