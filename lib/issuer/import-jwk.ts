import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { findOwnKey, type OwnKey } from "@/lib/issuer/find-key";
import type { NamedKey } from "@/lib/issuer/key-object";
import type { Secret } from "@/lib/kernel/secret";
import type { KnownPublicKey } from "@/lib/keys/public-jwk";
import { algorithmOf } from "@/lib/signing-key/schema";
import { IMPORTED, sealedPlace } from "@/lib/signing-key/store";
import { holdTenantAlone, sealForTenant } from "@/lib/tenant/store";

/** Takes a private key that its caller sent into the development key store: sealed at once (security S2). */
export async function importJwk(
  ctx: Ctx,
  named: NamedKey & { readonly key: KnownPublicKey },
  privateJwk: Secret,
  field: string,
): Promise<OwnKey> {
  const id = ctx.random.uuid();
  const { jwk: publicJwk, keyType } = named.key;
  const config = await sealForTenant(ctx, sealedPlace(ctx.tenantId, id, "sealed_config"), "{}");
  const sealedKey = await sealForTenant(ctx, sealedPlace(ctx.tenantId, id, "sealed_key"), privateJwk.unwrap());
  const made = await inTransaction(ctx, async (tx) => {
    // One after another: two requests with the same new key make one row.
    await holdTenantAlone(tx);
    const there = await tx.db.signingKey.count({
      where: { tenantId: tx.tenantId, backend: "jwk", state: "enabled", publicJwk: { equals: { ...publicJwk } } },
    });
    if (there > 0) return false;
    const at = tx.now();
    await tx.db.signingKey.create({
      data: {
        tenantId: tx.tenantId,
        id,
        name: `${keyType} key that was sent in`,
        backend: "jwk",
        keyType,
        algorithm: algorithmOf[keyType],
        publicJwk: { ...publicJwk },
        settings: IMPORTED,
        sealedConfig: config,
        sealedKey,
        state: "enabled",
        createdAt: at,
        updatedAt: at,
      },
      select: { id: true },
    });
    const details = { backend: "jwk", keyType };
    await record(tx, { action: "signing_key.imported", targetType: "signing_key", targetId: id, details });
    return true;
  });
  const own = made ? { id, backend: named.backend, keyType, publicJwk } : await findOwnKey(ctx, named, field);
  if (!own) throw new Error("The same key was imported a moment ago, and is gone.");
  return own;
}
