import { record } from "@/lib/audit/record";
import { type HeldKey, heldKeys, liveCredentials, lockAuthority } from "@/lib/authority/authority-keys";
import type { Fetched } from "@/lib/authority/fetch-document";
import { listedAs, neededKeys } from "@/lib/authority/key-in-served-document";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { servedDidDocument } from "@/lib/authority/served-did-document";
import { forgetIssuer } from "@/lib/authority/signer";
import { authorityNotFound, fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { namesOrigin } from "@/lib/did/document";
import { defineUseCase } from "@/lib/use-case";

/**
 * Makes the newest key the signing one, once the document that the world gets holds it and every key still needed
 * (security P5, I8). As long as it does not, nothing changes and that is no error: the status stays `outOfSync`.
 */
export const synchronizeDidDocument = defineUseCase(
  { name: "synchronizeDidDocument", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<AuthorityView> => {
    const { id, did, didDocumentStatus } = await fetchAuthority(ctx, authorityId);
    if (didDocumentStatus === "outOfSync") {
      const served = await servedDidDocument(ctx, ctx.tenantId, did);
      await inTransaction(ctx, (tx) => switchKeys(tx, { id, did }, served));
      forgetIssuer(ctx, id);
    }
    return fetchAuthority(ctx, authorityId);
  },
);

interface Switching {
  readonly id: string;
  readonly did: string;
}

/** Judges by the keys of this moment: while the document was fetched, another rotation may have come. */
async function switchKeys(tx: Ctx, { id, did }: Switching, served: Fetched): Promise<void> {
  await lockAuthority(tx, id);
  const keys = await heldKeys(tx, id);
  const next = keys.find(({ role }) => role === "next");
  if (!next) return publishDomain(tx, { id, did }, keys, served);
  const cause = refusalOf(neededKeys(keys, await liveCredentials(tx, id)), next, did, served);
  const fact = { targetType: "authority", targetId: id };
  if (cause) return record(tx, { ...fact, action: "authority.synchronize_refused", details: { cause } });
  const where = { tenantId: tx.tenantId, authorityId: id };
  await tx.db.authorityKey.updateMany({
    where: { ...where, role: { in: ["current", "next"] } },
    data: { role: "retired" },
  });
  await tx.db.authorityKey.updateMany({
    where: { ...where, signingKeyId: next.signingKeyId },
    data: { role: "current" },
  });
  // Keys alone do not publish a document that has to name a new domain.
  const domain = await domainOf(tx, id);
  const isPublished = domain.isSettled || (served.ok && domain.url !== null && namesOrigin(served.json, domain.url));
  await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id },
    data: { didDocumentStatus: isPublished ? "published" : "outOfSync" },
  });
  const details = {
    signingKeyId: next.signingKeyId,
    formerSigningKeyId: keys.find(({ role }) => role === "current")?.signingKeyId ?? null,
  };
  await record(tx, { ...fact, action: "authority.key_switched", details });
}

interface Domain {
  readonly url: string | null;
  /** It is the first one, or the document was seen to name it. */
  readonly isSettled: boolean;
}

async function domainOf(tx: Ctx, id: string): Promise<Domain> {
  const row = await tx.db.authority.findFirst({
    where: { tenantId: tx.tenantId, id },
    select: { linkedDomainUrl: true, linkedDomainsVerified: true, domainLinkedAt: true, createdAt: true },
  });
  if (!row) throw authorityNotFound();
  const isSettled = row.linkedDomainsVerified || row.domainLinkedAt.getTime() === row.createdAt.getTime();
  return { url: row.linkedDomainUrl, isSettled };
}

/** No key waits, so it was the linked domain that changed: the served document has to name it. */
async function publishDomain(
  tx: Ctx,
  { id, did }: Switching,
  keys: readonly HeldKey[],
  served: Fetched,
): Promise<void> {
  const current = keys.find(({ role }) => role === "current");
  const where = { tenantId: tx.tenantId, id };
  const { url } = await domainOf(tx, id);
  const fact = { targetType: "authority", targetId: id };
  const named = served.ok && url !== null && namesOrigin(served.json, url);
  const listed = served.ok && current && listedAs(served.json, did, current) === "listed";
  if (!named || !listed) {
    const cause = served.ok
      ? `did.json: ${named ? "the key" : "the linked domain"} is missing`
      : `did.json: ${served.cause}`;
    return record(tx, { ...fact, action: "authority.synchronize_refused", details: { cause } });
  }
  await tx.db.authority.updateMany({ where, data: { didDocumentStatus: "published" } });
  await record(tx, { ...fact, action: "authority.did_document_published", details: { domain: url } });
}

function refusalOf(needed: readonly HeldKey[], next: HeldKey, did: string, served: Fetched): string | null {
  if (!served.ok) return `did.json: ${served.cause}`;
  if (next.state !== "enabled") return `the new key is ${next.state}`;
  const faults = needed
    .map((key) => ({ key, as: listedAs(served.json, did, key) }))
    .filter(({ as }) => as !== "listed")
    .map(({ key, as }) => `${key.role} key #${key.fragment} ${as === "missing" ? "is missing" : "is another key"}`);
  return faults.length > 0 ? `did.json: ${faults.join("; ")}`.slice(0, 400) : null;
}
