import type { Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";

/** Entries of a list. A list takes new ones until it is half full, so that a free index is drawn at once (security P4). */
export const STATUS_LIST_SIZE = 131_072;
/** Two bits tell valid, invalid and suspended apart. */
const STATUS_LIST_BITS = 2;
const OPEN_LISTS = 2;

/** An entry not known to be free: the credential's row takes it, and refuses one that is taken already (security I4). */
export interface DrawnIndex {
  readonly statusListId: string;
  readonly index: number;
}

/** A list that was closed meanwhile takes entries for this long: it has room. */
const openLists = databaseCache<string[]>({ max: 10_000, ttl: 30_000 });

const findOpen = {
  name: "find-open-status-lists",
  text: `SELECT id FROM status_list WHERE tenant_id = $1 AND authority_id = $2 AND state = 'open'`,
};

const insertLists = {
  name: "insert-status-lists",
  text: `INSERT INTO status_list (tenant_id, id, authority_id, bits, size, created_at)
    SELECT a.tenant_id, list, a.id, $3, $4, $5 FROM authority a, unnest($6::uuid[]) AS list
    WHERE a.tenant_id = $1 AND a.id = $2 AND a.deleted_at IS NULL`,
};

/** Draws random entries over the issuer's open lists (security P4). */
export async function drawIndices(platform: Platform, issuer: Issuer, count: number): Promise<DrawnIndex[]> {
  const lists = openLists(platform).get(issuer.authorityId) ?? (await ensureOpenLists(platform, issuer));
  return Array.from({ length: count }, () => {
    const statusListId = lists[platform.random.integer(lists.length)];
    if (!statusListId) throw new Error("An issuer has no open status list.");
    return { statusListId, index: platform.random.integer(STATUS_LIST_SIZE) };
  });
}

/** Makes lists until two are open: one alone would tell that two credentials were issued close together. */
async function ensureOpenLists(
  platform: Platform,
  issuer: Pick<Issuer, "tenantId" | "authorityId">,
): Promise<string[]> {
  const { tenantId, authorityId } = issuer;
  const rows = await platform.sql<{ id: string }>(findOpen, [tenantId, authorityId]);
  const lists = rows.map(({ id }) => id);
  const missing = Array.from({ length: Math.max(0, OPEN_LISTS - lists.length) }, () => platform.random.uuid());
  if (missing.length > 0) {
    const values = [tenantId, authorityId, STATUS_LIST_BITS, STATUS_LIST_SIZE, platform.now(), missing];
    await platform.sql(insertLists, values);
  }
  const open = [...lists, ...missing];
  openLists(platform).set(authorityId, open);
  return open;
}

const closeHalfFull = {
  name: "close-half-full-status-lists",
  text: `UPDATE status_list l SET state = 'closed'
    WHERE l.state = 'open' AND l.size <= 2 * (
      SELECT count(*) FROM credential c WHERE c.tenant_id = l.tenant_id AND c.status_list_id = l.id)
    RETURNING l.tenant_id, l.authority_id`,
};

/** Closes lists that are half full and opens others in their place. */
export async function turnStatusLists(platform: Platform): Promise<void> {
  const closed = await platform.sql<{ tenant_id: string; authority_id: string }>(closeHalfFull, []);
  for (const { tenant_id: tenantId, authority_id: authorityId } of closed) {
    await ensureOpenLists(platform, { tenantId, authorityId });
  }
}
