import type { Ctx } from "@/lib/context";
import type { NamedKey } from "@/lib/issuer/key-object";
import { invalidField } from "@/lib/kernel/errors";
import { keyThumbprint } from "@/lib/keys/thumbprint";
import { type Backend, KeyType, PublicJwk } from "@/lib/signing-key/schema";

/** A key of the caller's tenant that signs. */
export interface OwnKey {
  readonly id: string;
  readonly backend: Backend;
  readonly keyType: KeyType;
  readonly publicJwk: PublicJwk;
}

/** By our own id, by the backend's name, whole or its last part; only what is not from before an opt-out. */
const findByName = {
  name: "find-own-key-by-name",
  text: `SELECT k.id, k.backend, k.key_type, k.public_jwk, k.state
    FROM signing_key k JOIN tenant t ON t.id = k.tenant_id
    WHERE k.tenant_id = $1 AND k.backend = $2 AND k.public_jwk IS NOT NULL
      AND (t.opted_out_at IS NULL OR k.created_at > t.opted_out_at)
      AND (k.id::text = lower($3) OR k.reference = $3 OR right(k.reference, length($3) + 1) = '/' || $3)
    ORDER BY k.state <> 'enabled', k.created_at DESC, k.id LIMIT 1`,
};

const findByPublicKey = {
  name: "find-own-key-by-public-key",
  text: `SELECT k.id, k.backend, k.key_type, k.public_jwk, k.state
    FROM signing_key k JOIN tenant t ON t.id = k.tenant_id
    WHERE k.tenant_id = $1 AND k.backend = $2 AND k.public_jwk = $3::jsonb
      AND (t.opted_out_at IS NULL OR k.created_at > t.opted_out_at)
    ORDER BY k.state <> 'enabled', k.created_at DESC, k.id LIMIT 1`,
};

const allOfBackend = {
  name: "find-own-keys-of-backend",
  text: `SELECT k.id, k.backend, k.key_type, k.public_jwk, k.state
    FROM signing_key k JOIN tenant t ON t.id = k.tenant_id
    WHERE k.tenant_id = $1 AND k.backend = $2 AND k.public_jwk IS NOT NULL
      AND (t.opted_out_at IS NULL OR k.created_at > t.opted_out_at)
    ORDER BY k.state <> 'enabled', k.created_at DESC, k.id LIMIT 5000`,
};

interface Row {
  id: string;
  backend: Backend;
  key_type: string;
  public_jwk: unknown;
  state: string;
}

/** The caller's own key of this name; null when it has none, whatever other tenants have (security D3). */
export async function findOwnKey(ctx: Ctx, named: NamedKey, field: string): Promise<OwnKey | null> {
  const row = await rowOf(ctx, named);
  if (!row) return null;
  if (row.state !== "enabled") {
    throw invalidField(field, `This key cannot sign, its state is ${row.state}: name another.`);
  }
  return {
    id: row.id,
    backend: row.backend,
    keyType: KeyType.parse(row.key_type),
    publicJwk: PublicJwk.parse(row.public_jwk),
  };
}

async function rowOf(ctx: Ctx, { backend, id, key }: NamedKey): Promise<Row | undefined> {
  const { tenantId } = ctx;
  if (key) return (await ctx.sql<Row>(findByPublicKey, [tenantId, backend, JSON.stringify(key.jwk)]))[0];
  const [named] = await ctx.sql<Row>(findByName, [tenantId, backend, id]);
  if (named || backend !== "jwk" || id === null) return named;
  // A development key is told by its thumbprint, which is not stored.
  const rows = await ctx.sql<Row>(allOfBackend, [tenantId, backend]);
  return rows.find(({ public_jwk }) => keyThumbprint(PublicJwk.parse(public_jwk)) === id);
}
