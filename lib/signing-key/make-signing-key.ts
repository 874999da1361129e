import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { invalidField, Problem } from "@/lib/kernel/errors";
import type { CreatedKey, KeyProvider } from "@/lib/keys/provider";
import { destroySigningKey } from "@/lib/signing-key/destroy-signing-keys";
import { algorithmOf, type Backend, type KeyType, type OnboardSigningKey } from "@/lib/signing-key/schema";
import { sealedPlace } from "@/lib/signing-key/store";
import { sealForTenant } from "@/lib/tenant/store";

/** What a key is made for, when it is not for anybody to choose. */
export interface KeyPurpose {
  /** The authority that will have it, which need not exist yet; null for a key that anybody may choose. */
  readonly authorityId: string | null;
  /** In the transaction of the intent: refuses before a backend is asked. */
  reserve?(tx: Ctx): Promise<void>;
  /** In the transaction that makes the key ready: gives it its place, so that it is never ready without one. */
  place(tx: Ctx, signingKeyId: string): Promise<void>;
}

/**
 * Makes a key in its backend; gives its id. The row comes first and is tagged onto the key, so that one which the
 * backend made and we never heard of is found and destroyed. A refusal of the backend leaves a row in state `failed`,
 * and nothing else.
 */
export async function makeSigningKey(ctx: Ctx, input: OnboardSigningKey, purpose?: KeyPurpose): Promise<string> {
  const provider = ctx.keyProviders[input.backend];
  refuseUnknownKeyType(provider, input.keyType);
  const id = ctx.random.uuid();
  const name = input.name ?? defaultName(input.backend, input.keyType);
  await insertIntent(ctx, { id, name, input, provider, purpose });
  const created = await provider
    .create(input.config, { tenantId: ctx.tenantId, id, name, keyType: input.keyType, ...marksOf(input) })
    .catch((error: unknown) => markFailed(ctx, id, error));
  try {
    await markEnabled(ctx, id, created, purpose);
  } catch (error) {
    await discard(ctx, id, created);
    throw error;
  }
  return id;
}

const marksOf = (input: OnboardSigningKey) =>
  input.backend === "aws"
    ? { alias: input.alias, tags: input.tags }
    : input.backend === "azure"
      ? { tags: input.tags }
      : {};

const backendNames: Record<Backend, string> = {
  aws: "AWS KMS",
  vault: "HashiCorp Vault",
  azure: "Azure Key Vault",
  jwk: "the development key store",
};

const defaultName = (backend: Backend, keyType: KeyType): string => `${keyType} key in ${backendNames[backend]}`;

export function refuseUnknownKeyType(provider: KeyProvider, keyType: KeyType, field = "keyType"): void {
  if (provider.keyTypes.includes(keyType)) return;
  const possible = provider.keyTypes.join(", ");
  throw invalidField(field, `${backendNames[provider.name]} makes no ${keyType} keys: choose ${possible}.`);
}

interface Intent {
  readonly id: string;
  readonly name: string;
  readonly input: OnboardSigningKey;
  readonly provider: KeyProvider;
  readonly purpose: KeyPurpose | undefined;
}

async function insertIntent(ctx: Ctx, { id, name, input, provider, purpose }: Intent): Promise<void> {
  const place = sealedPlace(ctx.tenantId, id, "sealed_config");
  const sealedConfig = await sealForTenant(ctx, place, JSON.stringify(input.config));
  const { backend, keyType } = input;
  await inTransaction(ctx, async (tx) => {
    await purpose?.reserve?.(tx);
    await tx.db.signingKey.create({
      data: {
        tenantId: tx.tenantId,
        id,
        name,
        backend,
        keyType,
        algorithm: algorithmOf[keyType],
        settings: provider.settings(input.config),
        sealedConfig,
        state: "creating",
        intendedFor: purpose?.authorityId ?? null,
        createdAt: tx.now(),
        updatedAt: tx.now(),
      },
      select: { id: true },
    });
    await record(tx, {
      action: "signing_key.requested",
      targetType: "signing_key",
      targetId: id,
      details: { backend, keyType },
    });
  });
}

async function markEnabled(ctx: Ctx, id: string, created: CreatedKey, purpose: KeyPurpose | undefined): Promise<void> {
  const sealedKey =
    created.privateKey &&
    (await sealForTenant(ctx, sealedPlace(ctx.tenantId, id, "sealed_key"), created.privateKey.unwrap()));
  await inTransaction(ctx, async (tx) => {
    await requireLivingTenant(tx);
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id, state: "creating" },
      data: {
        state: "enabled",
        reference: created.reference,
        publicJwk: { ...created.publicJwk },
        sealedKey,
        updatedAt: tx.now(),
      },
    });
    if (count !== 1) throw new Problem("conflict", "The key was given up while its backend made it: onboard another.");
    const details = { reference: created.reference };
    await record(tx, { action: "signing_key.onboarded", targetType: "signing_key", targetId: id, details });
    await purpose?.place(tx, id);
  });
}

/** Writing to the row, for an opt-out must wait for us, and then find the key, or we for it. */
async function requireLivingTenant(tx: Ctx): Promise<void> {
  const { count } = await tx.db.tenant.updateMany({
    where: { id: tx.tenantId, status: "enabled" },
    data: { status: "enabled" },
  });
  if (count !== 1) throw new Problem("conflict", "The organisation opted out while the key was made.");
}

/** A backend that did not answer may have made the key all the same: the row then stays, and the sweeper looks for it. */
async function markFailed(ctx: Ctx, id: string, error: unknown): Promise<never> {
  const problem = error instanceof Problem ? error : null;
  if (problem?.code === "key_provider_unavailable") throw error;
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id, state: "creating" },
      data: { state: "failed", updatedAt: tx.now() },
    });
    if (count === 0) return;
    const details = { code: problem?.code ?? "internal", cause: problem?.details.cause ?? null };
    await record(tx, { action: "signing_key.failed", targetType: "signing_key", targetId: id, details });
  });
  throw error;
}

/** The key was made and cannot be used: it goes at once, or at the sweeper's next turn. */
async function discard(ctx: Ctx, id: string, { reference }: CreatedKey): Promise<void> {
  await ctx.db.signingKey.updateMany({
    where: { tenantId: ctx.tenantId, id, state: { in: ["creating", "failed"] } },
    data: { state: reference ? "pendingDeletion" : "failed", reference, updatedAt: ctx.now() },
  });
  if (reference) await destroySigningKey(ctx, id);
}
