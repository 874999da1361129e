import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { logSkipped } from "@/lib/kernel/log-skipped";
import { capacityFor } from "@/lib/status-list/capacity";

/** Entries of a list. A list takes new ones until it is half full, so that a free index is drawn at once (security P4). */
const STATUS_LIST_SIZE = 131_072;
/** Two bits tell valid, invalid and suspended apart. */
const STATUS_LIST_BITS = 2;
const OPEN_LISTS = 2;

/** An entry not known to be free: the credential's row takes it, and refuses one that is taken already (security I4). */
export interface DrawnIndex {
  readonly statusListId: string;
  readonly index: number;
}

interface OpenList {
  readonly id: string;
  readonly capacity: number;
}

/** A list that was closed meanwhile takes entries for this long: it has room. */
const openLists = databaseCache<OpenList[]>({ name: "open-status-lists", max: 10_000, ttl: 30_000 });

const findOpen = {
  name: "find-open-status-lists",
  text: `SELECT id, capacity FROM status_list WHERE tenant_id = $1 AND authority_id = $2 AND state = 'open'`,
};

const insertLists = {
  name: "insert-status-lists",
  text: `INSERT INTO status_list (tenant_id, id, authority_id, bits, size, created_at, capacity)
    SELECT a.tenant_id, list, a.id, $3, $4, $5, $7 FROM authority a, unnest($6::uuid[]) AS list
    WHERE a.tenant_id = $1 AND a.id = $2 AND a.deleted_at IS NULL`,
};

/** Draws random entries over the issuer's open lists (security P4). */
export async function drawIndices(platform: Platform, issuer: Issuer, count: number): Promise<DrawnIndex[]> {
  const lists = openLists(platform).get(issuer.authorityId) ?? (await ensureOpenLists(platform, issuer));
  return Array.from({ length: count }, () => {
    const list = lists[platform.random.integer(lists.length)];
    if (!list) throw new Error("An issuer has no open status list.");
    return { statusListId: list.id, index: platform.random.integer(list.capacity) };
  });
}

const findTaken = {
  name: "find-taken-indices",
  text: `SELECT c.status_list_id, c.status_index FROM unnest($2::uuid[], $3::int[]) AS drawn (list, index)
    JOIN credential c ON c.tenant_id = $1 AND c.status_list_id = drawn.list AND c.status_index = drawn.index`,
};

/** So many are looked at for each that is wanted: half of a list's entries are free, as a rule. */
const LOOKED_AT = 8;
const LOOKS = 3;

/** The same of entries that were free a moment ago: for whoever drew one that was taken. */
export async function drawFreeIndices(platform: Platform, issuer: Issuer, count: number): Promise<DrawnIndex[]> {
  for (let look = 1; look <= LOOKS; look++) {
    const drawn = new Map(
      (await drawIndices(platform, issuer, count * LOOKED_AT)).map((entry) => [nameOf(entry), entry]),
    );
    const entries = [...drawn.values()];
    const taken = await platform.sql<{ status_list_id: string; status_index: number }>(findTaken, [
      issuer.tenantId,
      entries.map(({ statusListId }) => statusListId),
      entries.map(({ index }) => index),
    ]);
    for (const { status_list_id: statusListId, status_index: index } of taken)
      drawn.delete(nameOf({ statusListId, index }));
    if (drawn.size >= count) return [...drawn.values()].slice(0, count);
    // Fuller than half, sooner than the chore saw it: small lists can be.
    await platform.sql(closeHalfFullOf, [issuer.tenantId, issuer.authorityId]);
    await ensureOpenLists(platform, issuer);
  }
  throw new Error("An issuer's open status lists have no free entries.");
}

const nameOf = ({ statusListId, index }: DrawnIndex): string => `${statusListId}/${index}`;

/** Makes lists until two are open: one alone would tell that two credentials were issued close together. */
async function ensureOpenLists(platform: Platform, issuer: Issuer): Promise<OpenList[]> {
  const { tenantId, authorityId } = issuer;
  const lists = await platform.sql<OpenList>(findOpen, [tenantId, authorityId]);
  const missing = Array.from({ length: Math.max(0, OPEN_LISTS - lists.length) }, () => platform.random.uuid());
  const open = [...lists];
  if (missing.length > 0) {
    const list = { size: STATUS_LIST_SIZE, bits: STATUS_LIST_BITS } as const;
    const capacity = await capacityFor(platform, issuer, list);
    await platform.sql(insertLists, [tenantId, authorityId, list.bits, list.size, platform.now(), missing, capacity]);
    open.push(...missing.map((id) => ({ id, capacity })));
  }
  openLists(platform).set(authorityId, open);
  return open;
}

const halfFull = `l.state = 'open' AND l.capacity <= 2 * (
  SELECT count(*) FROM credential c WHERE c.tenant_id = l.tenant_id AND c.status_list_id = l.id)`;

const closeHalfFull = {
  name: "close-half-full-status-lists",
  text: `UPDATE status_list l SET state = 'closed' WHERE ${halfFull} RETURNING l.authority_id`,
};

const closeHalfFullOf = {
  name: "close-half-full-status-lists-of-authority",
  text: `UPDATE status_list l SET state = 'closed' WHERE l.tenant_id = $1 AND l.authority_id = $2 AND ${halfFull}`,
};

/** Closes lists that are half full and opens others in their place; an issuer that fails holds up nobody else. */
export async function turnStatusLists(platform: Platform): Promise<void> {
  const closed = await platform.sql<{ authority_id: string }>(closeHalfFull, []);
  for (const authorityId of new Set(closed.map(({ authority_id }) => authority_id))) {
    await openOthers(platform, authorityId).catch((error: unknown) =>
      logSkipped("turn-status-lists", authorityId, error),
    );
  }
}

async function openOthers(platform: Platform, authorityId: string): Promise<void> {
  const issuer = await findIssuer(platform, authorityId);
  if (issuer) await ensureOpenLists(platform, issuer);
}
