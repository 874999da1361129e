import canonicalize from "canonicalize";
import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { findOwnKey, type OwnKey } from "@/lib/issuer/find-key";
import type { NamedKey } from "@/lib/issuer/key-object";
import { toldAt } from "@/lib/issuer/parse-at";
import { Problem } from "@/lib/kernel/errors";
import type { AdoptedKey } from "@/lib/keys/provider";
import { holdsSecret } from "@/lib/signing-key/onboard-signing-key";
import { algorithmOf, type OnboardSigningKey } from "@/lib/signing-key/schema";
import { IMPORTED, keyHandle, sealedPlace } from "@/lib/signing-key/store";
import { swapCredentials } from "@/lib/signing-key/swap-credentials";
import { holdTenantAlone, sealForTenant } from "@/lib/tenant/store";
import { requireFreshOwner, requirePermission } from "@/lib/use-case";

/** A key object that says how to sign in. */
type ReachableKey = NamedKey & { readonly config: NonNullable<NamedKey["config"]>; readonly id: string };

export const isReachable = (named: NamedKey): named is ReachableKey => named.config !== null && named.id !== null;

/** Whether the caller brought the credentials, rather than name those of the server. */
const bringsSecret = ({ backend, config, key }: ReachableKey): boolean =>
  holdsSecret({ backend, config, keyType: key?.keyType ?? "P-256" } as OnboardSigningKey);

/**
 * Asks for a key that its backend has and we do not: reached by the caller's own credentials, or tagged for the tenant
 * (security S2, S8). Null when there is none.
 */
export async function reachKey(ctx: Ctx, named: ReachableKey, field: string): Promise<AdoptedKey | null> {
  await requireRightTo(ctx, named);
  const { tenantId } = ctx;
  return ctx.keyProviders[named.backend].adopt(named.config, { tenantId, name: named.id }).catch((error: unknown) => {
    throw unreachable(error, named, field);
  });
}

/** Takes up a key that was reached; the credentials that reach it are sealed. */
export async function adoptKey(ctx: Ctx, named: ReachableKey, found: AdoptedKey, field: string): Promise<OwnKey> {
  const settings = { ...ctx.keyProviders[named.backend].settings(named.config), ...IMPORTED };
  const id = await insertAdopted(ctx, named, found, settings);
  if (id !== null) return { id, backend: named.backend, keyType: found.keyType, publicJwk: found.publicJwk };
  const own = await findOwnKey(ctx, { ...named, id: found.reference }, field);
  if (!own) throw new Error("The same key was adopted a moment ago, and is gone.");
  return own;
}

/** Credentials that come with a key we know: the same ones are known too, others must sign before they are taken. */
export async function followCredentials(ctx: Ctx, named: ReachableKey, own: OwnKey, field: string): Promise<void> {
  if (!bringsSecret(named)) return;
  const handle = await keyHandle(ctx, ctx.tenantId, own.id);
  if (canonicalize(handle.config.unwrap()) === canonicalize(named.config)) return;
  await requireRightTo(ctx, named);
  const row = await ctx.db.signingKey.findUniqueOrThrow({
    where: { tenantId_id: { tenantId: ctx.tenantId, id: own.id } },
    select: { id: true, sealedConfig: true, settings: true },
  });
  const imported = JSON.stringify(row.settings).includes('"imported"') ? IMPORTED : {};
  const settings = { ...ctx.keyProviders[own.backend].settings(named.config), ...imported };
  await swapCredentials(ctx, own.backend, [{ ...row, settings }], named.config).catch((error: unknown) => {
    throw unreachable(error, named, field);
  });
}

async function requireRightTo(ctx: Ctx, named: ReachableKey): Promise<void> {
  await requirePermission(ctx, "importIssuerKey");
  if (bringsSecret(named)) requireFreshOwner(ctx);
}

/** What a backend would not do by credentials that came with the request is the request's fault. */
function unreachable(error: unknown, { placeOf }: NamedKey, field: string): unknown {
  if (!(error instanceof Problem) || error.code !== "key_provider_refused") return toldAt(error, placeOf);
  return new Problem("invalid_request", `${error.message} Check the credentials and the key's id.`, {
    fields: { [field]: error.message },
    ...(error.details.cause !== undefined && { cause: error.details.cause }),
  });
}

/** Null when another request was first. */
async function insertAdopted(
  ctx: Ctx,
  { backend, config }: ReachableKey,
  { reference, keyType, publicJwk }: AdoptedKey,
  settings: Record<string, string>,
): Promise<string | null> {
  const id = ctx.random.uuid();
  const sealedConfig = await sealForTenant(ctx, sealedPlace(ctx.tenantId, id, "sealed_config"), JSON.stringify(config));
  return inTransaction(ctx, async (tx) => {
    await holdTenantAlone(tx);
    const there = await tx.db.signingKey.count({
      where: { tenantId: tx.tenantId, backend, reference, state: "enabled" },
    });
    if (there > 0) return null;
    const at = { createdAt: tx.now(), updatedAt: tx.now() };
    await tx.db.signingKey.create({
      data: {
        tenantId: tx.tenantId,
        id,
        name: `${keyType} key that was made elsewhere`,
        backend,
        keyType,
        algorithm: algorithmOf[keyType],
        reference,
        publicJwk: { ...publicJwk },
        settings,
        sealedConfig,
        state: "enabled",
        ...at,
      },
      select: { id: true },
    });
    const details = { backend, keyType, reference };
    await record(tx, { action: "signing_key.imported", targetType: "signing_key", targetId: id, details });
    return id;
  });
}
