import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { invalidField, Problem } from "@/lib/kernel/errors";
import type { CreatedKey, KeyProvider } from "@/lib/keys/provider";
import {
  algorithmOf,
  type Backend,
  type KeyType,
  OnboardSigningKey,
  type SigningKeyView,
} from "@/lib/signing-key/schema";
import { fetchSigningKey, sealedPlace } from "@/lib/signing-key/store";
import { sealForTenant } from "@/lib/tenant/store";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/**
 * Makes a key in its backend. The row comes first and is tagged onto the key, so that one which the backend made and we
 * never heard of can be found. A refusal of the backend leaves a row in state `failed`, and nothing else.
 */
export const onboardSigningKey = defineUseCase(
  { name: "onboardSigningKey", input: OnboardSigningKey },
  async (ctx, input): Promise<SigningKeyView> => {
    const provider = ctx.keyProviders[input.backend];
    refuseUnknownKeyType(provider, input.keyType);
    if (holdsSecret(input)) requireFreshOwner(ctx);
    const id = ctx.random.uuid();
    const name = input.name ?? defaultName(input.backend, input.keyType);
    await insertIntent(ctx, id, name, input, provider);
    const created = await provider
      .create(input.config, { tenantId: ctx.tenantId, id, name, keyType: input.keyType })
      .catch((error: unknown) => markFailed(ctx, id, error));
    await markEnabled(ctx, id, created);
    return fetchSigningKey(ctx, id);
  },
);

const backendNames: Record<Backend, string> = { aws: "AWS KMS", jwk: "the development key store" };

const defaultName = (backend: Backend, keyType: KeyType): string => `${keyType} key in ${backendNames[backend]}`;

const holdsSecret = (input: OnboardSigningKey): boolean =>
  input.backend === "aws" && input.config.credentials === "accessKey";

function refuseUnknownKeyType(provider: KeyProvider, keyType: KeyType): void {
  if (provider.keyTypes.includes(keyType)) return;
  const possible = provider.keyTypes.join(", ");
  throw invalidField("keyType", `${backendNames[provider.name]} makes no ${keyType} keys: choose ${possible}.`);
}

async function insertIntent(ctx: Ctx, id: string, name: string, input: OnboardSigningKey, provider: KeyProvider) {
  const place = sealedPlace(ctx.tenantId, id, "sealed_config");
  const sealedConfig = await sealForTenant(ctx, place, JSON.stringify(input.config));
  const { backend, keyType } = input;
  await inTransaction(ctx, async (tx) => {
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

async function markEnabled(ctx: Ctx, id: string, created: CreatedKey): Promise<void> {
  const sealedKey =
    created.privateKey &&
    (await sealForTenant(ctx, sealedPlace(ctx.tenantId, id, "sealed_key"), created.privateKey.unwrap()));
  await inTransaction(ctx, async (tx) => {
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
  });
}

async function markFailed(ctx: Ctx, id: string, error: unknown): Promise<never> {
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id, state: "creating" },
      data: { state: "failed", updatedAt: tx.now() },
    });
    if (count === 0) return;
    const problem = error instanceof Problem ? error : null;
    const details = { code: problem?.code ?? "internal", cause: problem?.details.cause ?? null };
    await record(tx, { action: "signing_key.failed", targetType: "signing_key", targetId: id, details });
  });
  throw error;
}
