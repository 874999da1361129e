import type { Ctx, Platform } from "@/lib/context";
import { databaseCache, rowCache } from "@/lib/db/database-cache";
import { Problem } from "@/lib/kernel/errors";
import { type SealedPlace, seal, unseal } from "@/lib/kernel/seal";

export interface TenantState {
  readonly id: string;
  readonly name: string;
  readonly status: "enabled" | "optedOut";
  readonly epoch: number;
  readonly onboardedAt: Date | null;
  readonly dataKey: Buffer;
}

const findTenantById = {
  name: "find-tenant-by-id",
  text: `SELECT id, name, status, epoch, wrapped_data_key, onboarded_at FROM tenant WHERE id = $1`,
};

interface TenantRow {
  id: string;
  name: string;
  status: "enabled" | "optedOut";
  epoch: number;
  wrapped_data_key: string;
  onboarded_at: Date | null;
}

/** A change of a tenant bites within a second (security A3). */
const tenants = rowCache<TenantState>({ name: "tenants", max: 10_000, ttl: 1000 });

/** Finds a tenant with its unwrapped data key, at most one second old; null when there is none. */
export const findTenant = (platform: Platform, id: string): Promise<TenantState | null> =>
  tenants(platform).read(id, () => readTenant(platform, id));

async function readTenant(platform: Platform, id: string): Promise<TenantState | null> {
  const [row] = await platform.sql<TenantRow>(findTenantById, [id]);
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    epoch: row.epoch,
    onboardedAt: row.onboarded_at,
    dataKey: unwrapDataKey(platform, row.id, row.wrapped_data_key),
  };
}

export function forgetTenant(platform: Platform, id: string): void {
  tenants(platform).forget(id);
}

const dataKeyPlace = (tenantId: string): SealedPlace => ({
  tenantId,
  table: "tenant",
  row: tenantId,
  column: "wrapped_data_key",
});

export const notOnboarded = (): Problem =>
  new Problem("tenant_not_onboarded", "This tenant is not onboarded: call POST onboard first.");

/**
 * Holds the tenant as it is until the transaction ends; throws once it has opted out. Whatever outlives a request is
 * made under it, so that an opt-out at the same moment misses nothing (security I12).
 */
export async function holdTenant(tx: Ctx): Promise<void> {
  const rows = await tx.db.$queryRaw<unknown[]>`SELECT 1 FROM tenant
    WHERE id = ${tx.tenantId}::uuid AND status = 'enabled' FOR SHARE`;
  if (rows.length === 0) throw notOnboarded();
}

/** The same, for who changes the tenant itself: one after another. */
export async function holdTenantAlone(tx: Ctx): Promise<void> {
  const rows = await tx.db.$queryRaw<unknown[]>`SELECT 1 FROM tenant
    WHERE id = ${tx.tenantId}::uuid AND status = 'enabled' FOR UPDATE`;
  if (rows.length === 0) throw notOnboarded();
}

/** When the tenant last opted out: what is older is of an environment that is no more. Null when it never did. */
export async function environmentBegan({ db, tenantId }: Ctx): Promise<Date | null> {
  const row = await db.tenant.findUnique({ where: { id: tenantId }, select: { optedOutAt: true } });
  return row?.optedOutAt ?? null;
}

/** A new data key for a tenant, wrapped by the operator's key (security S5). */
export const newWrappedDataKey = (platform: Pick<Platform, "masterKeys" | "random">, tenantId: string): string =>
  seal(platform.masterKeys.key("data-key"), dataKeyPlace(tenantId), platform.random.bytes(32));

const unwrapDataKey = (platform: Platform, tenantId: string, wrapped: string): Buffer =>
  unseal(platform.masterKeys.key("data-key"), dataKeyPlace(tenantId), wrapped);

/** Seals a value at rest with the tenant's data key. */
export async function sealForTenant(platform: Platform, place: SealedPlace, value: string): Promise<string> {
  return seal(await dataKeyOf(platform, place.tenantId), place, value);
}

export async function unsealForTenant(platform: Platform, place: SealedPlace, sealed: string): Promise<string> {
  return unseal(await dataKeyOf(platform, place.tenantId), place, sealed).toString("utf8");
}

async function dataKeyOf(platform: Platform, tenantId: string): Promise<Buffer> {
  if (isTransaction(platform)) return dataKeyIn(platform, tenantId);
  const tenant = await findTenant(platform, tenantId);
  if (!tenant) throw noDataKey(tenantId);
  return tenant.dataKey;
}

const isTransaction = (platform: Platform): platform is Ctx => "db" in platform && platform.db !== platform.prisma;

/** Nothing else of a tenant is kept from within a transaction, which may end without having happened. */
const dataKeys = databaseCache<Buffer>({ name: "data-keys", max: 10_000, ttl: 1000 });

async function dataKeyIn(tx: Ctx, tenantId: string): Promise<Buffer> {
  const known = dataKeys(tx).get(tenantId);
  if (known) return known;
  const row = await tx.db.tenant.findUnique({ where: { id: tenantId }, select: { wrappedDataKey: true } });
  if (!row) throw noDataKey(tenantId);
  const dataKey = unwrapDataKey(tx, tenantId, row.wrappedDataKey);
  dataKeys(tx).set(tenantId, dataKey);
  return dataKey;
}

const noDataKey = (tenantId: string): Error => new Error(`Tenant ${tenantId} has no data key.`);
