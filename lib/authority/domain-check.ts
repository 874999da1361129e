import type { DomainCheck, DomainFailure } from "@/lib/authority/schema";
import type { Ctx } from "@/lib/context";

/** Keeps how a check ended; the time of the last change moves only when the verdict does. */
export async function storeDomainCheck(tx: Ctx, authorityId: string, failure: DomainFailure | null): Promise<void> {
  const of = { tenantId: tx.tenantId, id: authorityId };
  const verified = failure === null;
  const check: DomainCheck = { verified, failure, checkedAt: tx.now().toISOString() };
  await tx.db.authority.updateMany({
    where: of,
    data: { domainCheck: { ...check, failure: failure && { ...failure } } },
  });
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
