import * as z from "zod";
import type { Platform } from "@/lib/context";
import { rowCache } from "@/lib/db/database-cache";

/** An API client that may act right now. */
export interface ActiveClient {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly secretHash: string;
  /** Application permissions by their full names. */
  readonly permissions: readonly string[];
}

interface ClientRow {
  tenant_id: string;
  id: string;
  name: string;
  secret_hash: string;
  permissions: unknown;
  expires_at: Date | null;
  last_used_at: Date | null;
  disabled_at: Date | null;
}

const columns = "tenant_id, id, name, secret_hash, permissions, expires_at, last_used_at, disabled_at";
const findClient = {
  name: "find-api-client",
  text: `SELECT ${columns} FROM api_client WHERE tenant_id = $1 AND id = $2`,
};
const findClientById = { name: "find-api-client-by-id", text: `SELECT ${columns} FROM api_client WHERE id = $1` };
const noteUse = {
  name: "note-api-client-use",
  text: "UPDATE api_client SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < $3)",
};

/** A change bites within a second (security A3). */
const clients = rowCache<ClientRow>({ name: "api-clients", max: 10_000, ttl: 900 });

const cacheKey = (tenantId: string, id: string) => `${tenantId}/${id}`;

export function forgetApiClient(platform: Platform, tenantId: string, id: string): void {
  clients(platform).forget(cacheKey(tenantId, id));
}

/** The client a token speaks for, at most a second old; null when it is gone, disabled or expired. */
export async function findActiveClient(platform: Platform, tenantId: string, id: string): Promise<ActiveClient | null> {
  const row = await clients(platform).read(cacheKey(tenantId, id), async () => {
    const [found] = await platform.sql<ClientRow>(findClient, [tenantId, id]);
    if (found && whenActive(platform, found)) await rememberUse(platform, found);
    return found ?? null;
  });
  return row && whenActive(platform, row);
}

/** The client that asks for a token. It names no tenant yet, so this is the one look-up by the client id alone. */
export async function findActiveClientById(platform: Platform, id: string): Promise<ActiveClient | null> {
  const [row] = await platform.sql<ClientRow>(findClientById, [id]);
  return row ? whenActive(platform, row) : null;
}

function whenActive(platform: Platform, row: ClientRow): ActiveClient | null {
  if (row.disabled_at || (row.expires_at && row.expires_at <= platform.now())) return null;
  const permissions = z.array(z.string()).parse(row.permissions);
  return { tenantId: row.tenant_id, id: row.id, name: row.name, secretHash: row.secret_hash, permissions };
}

const USE_GRAIN_MS = 60_000;

/** To the minute: a busy client must not cost a write a second. */
async function rememberUse(platform: Platform, row: ClientRow): Promise<void> {
  const now = platform.now();
  if (row.last_used_at && now.getTime() - row.last_used_at.getTime() < USE_GRAIN_MS) return;
  await noteApiClientUse(platform, row.tenant_id, row.id);
}

export async function noteApiClientUse(platform: Platform, tenantId: string, id: string): Promise<void> {
  await platform.sql(noteUse, [tenantId, id, platform.now()]);
}
