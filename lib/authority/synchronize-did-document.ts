import { record } from "@/lib/audit/record";
import { type HeldKey, heldKeys, liveCredentials, lockAuthority } from "@/lib/authority/authority-keys";
import type { Fetched } from "@/lib/authority/fetch-document";
import { listedAs, neededKeys } from "@/lib/authority/key-in-served-document";
import { AuthorityRef, type AuthorityView } from "@/lib/authority/schema";
import { servedDidDocument } from "@/lib/authority/served-did-document";
import { forgetIssuer } from "@/lib/authority/signer";
import { fetchAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { defineUseCase } from "@/lib/use-case";

/**
 * Makes the newest key the signing one, once the document that the world gets holds it and every key still needed
 * (security P5, I8). As long as it does not, nothing changes and that is no error: the status stays `outOfSync`.
 */
export const synchronizeDidDocument = defineUseCase(
  { name: "synchronizeDidDocument", input: AuthorityRef },
  async (ctx, { authorityId }): Promise<AuthorityView> => {
    const { id, did, keys } = await fetchAuthority(ctx, authorityId);
    if (keys.some(({ role }) => role === "next")) {
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
  if (!next) return;
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
  await tx.db.authority.updateMany({
    where: { tenantId: tx.tenantId, id },
    data: { didDocumentStatus: "published" },
  });
  const details = {
    signingKeyId: next.signingKeyId,
    formerSigningKeyId: keys.find(({ role }) => role === "current")?.signingKeyId ?? null,
  };
  await record(tx, { ...fact, action: "authority.key_switched", details });
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
