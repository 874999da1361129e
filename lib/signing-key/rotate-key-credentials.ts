import canonicalize from "canonicalize";
import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { connectionConfigOf } from "@/lib/signing-key/connection-config";
import { fetchUsableSigningKey, keyNotFound, keyPlace } from "@/lib/signing-key/store";
import { swapCredentials } from "@/lib/signing-key/swap-credentials";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

const RotateKeyCredentials = z.strictObject({
  signingKeyId: z.string(),
  /** As the key's backend takes it: judged by its provider. */
  config: z.record(z.string(), z.unknown()),
});

/** New credentials for every key that is reached by the same old ones, without a moment in which none can sign. */
export const rotateKeyCredentials = defineUseCase(
  { name: "rotateKeyCredentials", input: RotateKeyCredentials },
  async (ctx, { signingKeyId, config }): Promise<{ keys: number }> => {
    requireFreshOwner(ctx);
    if (!isUuid(signingKeyId)) throw keyNotFound();
    const { backend, publicJwk } = await fetchUsableSigningKey(ctx, signingKeyId);
    if (backend === "jwk" || publicJwk === null)
      throw new Problem("conflict", "This key is reached by no credentials, so there are none to replace.");
    const { settings, parsed } = connectionConfigOf(ctx.keyProviders[backend], config);
    const keys = await keysOfConnection(ctx, signingKeyId);
    const swapped = keys.map((key) => ({ ...key, settings: { ...key.kept, ...settings } }));
    await swapCredentials(ctx, backend, swapped, parsed);
    return { keys: keys.length };
  },
);

/** Those that were onboarded with the very same config, this one among them. */
async function keysOfConnection(ctx: Ctx, signingKeyId: string) {
  const first = await keyPlace(ctx, ctx.tenantId, signingKeyId);
  const rows = await ctx.db.signingKey.findMany({
    where: { tenantId: ctx.tenantId, backend: first.backend, state: { in: ["enabled", "disabled"] } },
    select: { id: true, sealedConfig: true },
    orderBy: { createdAt: "asc" },
  });
  const same = canonicalize(first.config.unwrap());
  const found = [];
  for (const row of rows) {
    const { config, imported } = await keyPlace(ctx, ctx.tenantId, row.id);
    const kept: Record<string, string> = imported ? { imported: "true" } : {};
    if (canonicalize(config.unwrap()) === same) found.push({ ...row, kept });
  }
  return found;
}
