import "server-only";
import * as z from "zod";
import type { Ctx, Platform } from "@/lib/context";
import { rowCache } from "@/lib/db/database-cache";
import { Problem } from "@/lib/kernel/errors";
import type { SealedPlace } from "@/lib/kernel/seal";
import { Secret } from "@/lib/kernel/secret";
import type { KeyHandle, KeyPlace } from "@/lib/keys/provider";
import { algorithmOf, Backend, KeyType, keyStates, PublicJwk, type SigningKeyView } from "@/lib/signing-key/schema";
import { environmentBegan, unsealForTenant } from "@/lib/tenant/store";

/** A change made by another worker bites when this has run out; our own changes at once, by {@link forgetKey}. */
const handles = rowCache<KeyHandle>({ name: "key-handles", max: 1000, ttl: 5000 });

const findKeyById = {
  name: "find-signing-key",
  text: `SELECT backend, key_type, reference, public_jwk, sealed_config, sealed_key
    FROM signing_key WHERE tenant_id = $1 AND id = $2 AND public_jwk IS NOT NULL`,
};

interface KeyRow {
  backend: string;
  key_type: string;
  reference: string | null;
  public_jwk: unknown;
  sealed_config: string | null;
  sealed_key: string | null;
}

export const sealedPlace = (tenantId: string, id: string, column: "sealed_config" | "sealed_key"): SealedPlace => ({
  tenantId,
  table: "signing_key",
  row: id,
  column,
});

const cacheKey = (tenantId: string, id: string) => `${tenantId}/${id}`;

/** Everything its provider needs to use this key, unsealed. Throws `not_found` for another tenant's or a half-made key. */
export async function keyHandle(platform: Platform, tenantId: string, id: string): Promise<KeyHandle> {
  const handle = await handles(platform).read(cacheKey(tenantId, id), async () => {
    const [row] = await platform.sql<KeyRow>(findKeyById, [tenantId, id]);
    return row ? openKey(platform, tenantId, id, row) : null;
  });
  if (!handle) throw keyNotFound();
  return handle;
}

export function forgetKey(platform: Platform, tenantId: string, id: string): void {
  handles(platform).forget(cacheKey(tenantId, id));
}

export const keyNotFound = (field = "signingKeyId"): Problem =>
  new Problem("not_found", "There is no such signing key.", { fields: { [field]: "There is no such signing key." } });

const findPlaceById = {
  name: "find-signing-key-place",
  text: `SELECT backend, reference, sealed_config, settings FROM signing_key WHERE tenant_id = $1 AND id = $2`,
};

/** What it takes to find a key in its backend and to have it destroyed; also of one that was never finished. */
export async function keyPlace(
  platform: Platform,
  tenantId: string,
  id: string,
): Promise<KeyPlace & { readonly backend: Backend; readonly imported: boolean }> {
  const [row] = await platform.sql<Omit<KeyRow, "key_type" | "public_jwk" | "sealed_key"> & { settings: unknown }>(
    findPlaceById,
    [tenantId, id],
  );
  if (!row) throw keyNotFound();
  const sealed = row.sealed_config;
  const config = sealed && (await unsealForTenant(platform, sealedPlace(tenantId, id, "sealed_config"), sealed));
  return {
    tenantId,
    id,
    backend: Backend.parse(row.backend),
    imported: isImported(row.settings),
    reference: row.reference,
    config: new Secret<unknown>(config ? JSON.parse(config) : {}),
  };
}

async function openKey(platform: Platform, tenantId: string, id: string, row: KeyRow): Promise<KeyHandle> {
  const keyType = KeyType.parse(row.key_type);
  const open = async (column: "sealed_config" | "sealed_key", sealed: string | null) =>
    sealed === null ? null : unsealForTenant(platform, sealedPlace(tenantId, id, column), sealed);
  const config = await open("sealed_config", row.sealed_config);
  const privateKey = await open("sealed_key", row.sealed_key);
  return {
    tenantId,
    id,
    backend: Backend.parse(row.backend),
    keyType,
    algorithm: algorithmOf[keyType],
    reference: row.reference,
    publicJwk: PublicJwk.parse(row.public_jwk),
    config: new Secret<unknown>(config === null ? {} : JSON.parse(config)),
    privateKey: privateKey === null ? null : new Secret(privateKey),
  };
}

interface SigningKeyRow {
  id: string;
  name: string;
  backend: string;
  keyType: string;
  reference: string | null;
  publicJwk: unknown;
  settings: unknown;
  state: string;
  deletionDate: Date | null;
  createdAt: Date;
}

/** What of a row may be seen: never a sealed column. */
export const viewColumns = {
  id: true,
  name: true,
  backend: true,
  keyType: true,
  reference: true,
  publicJwk: true,
  settings: true,
  state: true,
  deletionDate: true,
  createdAt: true,
} as const;

const Settings = z.record(z.string(), z.string());

/** The setting of a key that was made elsewhere: it is its owner's, and is never destroyed from here. */
export const IMPORTED = { imported: "true" } as const;

const isImported = (settings: unknown): boolean => Settings.parse(settings).imported === IMPORTED.imported;
const State = z.enum(keyStates);

export function signingKeyView(row: SigningKeyRow): SigningKeyView {
  const keyType = KeyType.parse(row.keyType);
  return {
    id: row.id,
    name: row.name,
    backend: Backend.parse(row.backend),
    keyType,
    algorithm: algorithmOf[keyType],
    reference: row.reference,
    publicJwk: row.publicJwk === null ? null : PublicJwk.parse(row.publicJwk),
    settings: Settings.parse(row.settings),
    state: State.parse(row.state),
    deletionDate: row.deletionDate?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The caller's own key as it may be seen. */
export async function fetchSigningKey(ctx: Ctx, id: string, field?: string): Promise<SigningKeyView> {
  const row = await ctx.db.signingKey.findUnique({
    where: { tenantId_id: { tenantId: ctx.tenantId, id } },
    select: viewColumns,
  });
  if (!row) throw keyNotFound(field);
  return signingKeyView(row);
}

/** The same, unless it is from before the tenant's last opt-out: that key is of an environment that is no more. */
export async function fetchUsableSigningKey(ctx: Ctx, id: string, field?: string): Promise<SigningKeyView> {
  const key = await fetchSigningKey(ctx, id, field);
  const since = await environmentBegan(ctx);
  if (since && new Date(key.createdAt) <= since) throw keyNotFound(field);
  return key;
}
