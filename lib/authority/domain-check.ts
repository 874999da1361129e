import type { DomainCheck, DomainFailure } from "@/lib/authority/schema";
import type { Issuer } from "@/lib/authority/signer";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";

const contents: ReadonlySet<DomainFailure["kind"]> = new Set([
  ...(["configuration", "did", "key", "signature", "origin", "dates", "subject", "service"] as const),
]);

/** Whether both files could be had, and it is what stands in them that does not fit. */
export const isContentFailure = ({ kind }: DomainFailure): boolean => contents.has(kind);

/**
 * Keeps how a check ended; the time of the last change moves only when the verdict does. Throws `conflict` when the
 * domain that was judged is no longer the authority's: the verdict says nothing about the one that is.
 */
export async function storeDomainCheck(
  tx: Ctx,
  { authorityId, linkedDomainUrl }: Pick<Issuer, "authorityId" | "linkedDomainUrl">,
  failure: DomainFailure | null,
): Promise<void> {
  const of = { tenantId: tx.tenantId, id: authorityId, linkedDomainUrl, deletedAt: null };
  const verified = failure === null;
  const check: DomainCheck = { verified, failure, checkedAt: tx.now().toISOString() };
  const { count } = await tx.db.authority.updateMany({
    where: of,
    data: { domainCheck: { ...check, failure: failure && { ...failure } } },
  });
  if (count !== 1) {
    throw new Problem("conflict", "The linked domain was changed while the old one was checked: check it again.");
  }
  await tx.db.authority.updateMany({
    where: { ...of, linkedDomainsVerified: !verified },
    data: { linkedDomainsVerified: verified, updatedAt: tx.now() },
  });
  if (!verified) return;
  // No key waits, so it was the domain that changed: what was just read names it.
  await tx.db.authority.updateMany({
    where: { ...of, didDocumentStatus: "outOfSync", keys: { none: { role: "next" } } },
    data: { didDocumentStatus: "published", updatedAt: tx.now() },
  });
}
