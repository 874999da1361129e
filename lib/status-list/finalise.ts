import { record } from "@/lib/audit/record";
import { findIssuerOrFormer, type Issuer } from "@/lib/authority/signer";
import { documentSignerIfAny } from "@/lib/certificate/document-signer";
import { type Ctx, inTransaction, type Platform } from "@/lib/context";
import { type Encoding, encodings } from "@/lib/status-list/encodings";
import { LIFETIME_SECONDS } from "@/lib/status-list/lifetime";
import { statusListUrl } from "@/lib/status-list/publish";

const findUnfinished = {
  name: "find-unfinished-status-lists",
  text: `SELECT l.id, l.size, l.bits, (
      SELECT max(c.valid_until) FROM credential c WHERE c.tenant_id = l.tenant_id AND c.status_list_id = l.id
    ) AS last_until
    FROM status_list l WHERE l.tenant_id = $1 AND l.authority_id = $2 AND l.state <> 'final'`,
};

interface UnfinishedList {
  id: string;
  size: number;
  bits: 1 | 2 | 4 | 8;
  /** When the last of its credentials runs out; null when none was ever drawn from it. */
  last_until: Date | null;
}

const everyEncoding = Object.keys(encodings) as Encoding[];

/**
 * Signs the lists of a deleted authority for the last time, every entry invalid, and keeps the answers: from then on
 * they are served without a key. Does nothing to lists that are final already. Throws the key provider's Problem.
 */
export async function finaliseStatusLists(ctx: Ctx, authorityId: string): Promise<void> {
  const lists = await ctx.sql<UnfinishedList>(findUnfinished, [ctx.tenantId, authorityId]);
  if (lists.length === 0) return;
  const issuer = await findIssuerOrFormer(ctx, authorityId);
  for (const list of lists) {
    // Nobody has heard of a list that no credential points at.
    if (!list.last_until || !issuer) await dropUnused(ctx, list.id);
    else await keep(ctx, authorityId, list.id, await lastAnswers(ctx, issuer, list, list.last_until));
  }
}

async function lastAnswers(platform: Platform, issuer: Issuer, { id, size, bits }: UnfinishedList, lastUntil: Date) {
  const now = platform.now();
  const content = {
    statuses: new Uint8Array(size).fill(1),
    bits,
    now,
    // Far beyond the day of other lists (security P4): nobody can sign another, and a verifier must find the
    // credentials invalid for as long as they would have been good.
    expiresAt: new Date(Math.max(lastUntil.getTime(), now.getTime() + LIFETIME_SECONDS * 1000)),
    issuer,
    certificates: await documentSignerIfAny(platform, issuer),
  };
  const answers: Record<string, string> = {};
  for (const encoding of everyEncoding) {
    const uri = statusListUrl(platform, id, encoding);
    answers[encoding] = await encodings[encoding].encode({ ...content, uri });
  }
  return answers;
}

/** Only of an authority that is deleted, and once: what verifiers have seen as final never changes (security I12). */
const keep = (ctx: Ctx, authorityId: string, id: string, finalAnswers: Record<string, string>): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.statusList.updateMany({
      where: { tenantId: tx.tenantId, id, state: { not: "final" } },
      data: { state: "final", finalAnswers, version: { increment: 1 } },
    });
    if (count === 0) return;
    const details = { authorityId };
    await record(tx, { action: "status_list.closed", targetType: "status_list", targetId: id, details });
  });

const deleteUnused = {
  name: "delete-unused-status-list",
  text: `DELETE FROM status_list l WHERE l.tenant_id = $1 AND l.id = $2 AND l.state <> 'final'
    AND NOT EXISTS (SELECT 1 FROM credential c WHERE c.tenant_id = l.tenant_id AND c.status_list_id = l.id)`,
};

async function dropUnused(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql(deleteUnused, [ctx.tenantId, id]);
}
