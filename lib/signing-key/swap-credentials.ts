import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { utf8 } from "@/lib/kernel/bytes";
import { Problem } from "@/lib/kernel/errors";
import { Secret } from "@/lib/kernel/secret";
import { signerOf } from "@/lib/keys/signer";
import type { Backend } from "@/lib/signing-key/schema";
import { forgetKey, keyHandle, sealedPlace } from "@/lib/signing-key/store";
import { sealForTenant } from "@/lib/tenant/store";

interface KeyToSwap {
  readonly id: string;
  /** As it is now: who changes it meanwhile wins. */
  readonly sealedConfig: string | null;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Signs by every one of these keys with the new credentials, and only then takes them over for all at once: until that
 * moment, and after any refusal, the old ones serve. `settings` are what of the new config may be shown.
 */
export async function swapCredentials(
  ctx: Ctx,
  backend: Backend,
  keys: readonly KeyToSwap[],
  config: object,
): Promise<void> {
  // One after another: a key store allows few requests a second, and nobody waits for more than a page.
  for (const { id } of keys) await proveSigning(ctx, backend, id, config);
  const sealed = await Promise.all(
    keys.map(({ id }) => sealForTenant(ctx, sealedPlace(ctx.tenantId, id, "sealed_config"), JSON.stringify(config))),
  );
  await inTransaction(ctx, async (tx) => {
    for (const [at, { id, sealedConfig, settings }] of keys.entries()) {
      const { count } = await tx.db.signingKey.updateMany({
        where: { tenantId: tx.tenantId, id, sealedConfig },
        data: { sealedConfig: sealed[at] ?? null, settings, updatedAt: tx.now() },
      });
      if (count !== 1)
        throw new Problem("conflict", "The credentials were changed by somebody else just now: look again.");
      await record(tx, { action: "signing_key.credentials_replaced", targetType: "signing_key", targetId: id });
    }
  });
  for (const { id } of keys) forgetKey(ctx, ctx.tenantId, id);
}

/** What is signed says what it is for, and can be taken for nothing else. */
async function proveSigning(ctx: Ctx, backend: Backend, id: string, config: object): Promise<void> {
  const handle = await keyHandle(ctx, ctx.tenantId, id);
  const signer = signerOf(ctx.keyProviders[backend], { ...handle, config: new Secret<unknown>(config) }, id);
  await signer.sign(utf8(`check of new credentials ${ctx.random.uuid()}`));
}
