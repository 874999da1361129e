import * as z from "zod";
import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import type { KeyState, SigningKeyView } from "@/lib/signing-key/schema";
import { fetchSigningKey, forgetKey, keyHandle, keyNotFound } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/** One key with its state as its backend tells it now; as last seen when the backend does not answer. */
export const getSigningKey = defineUseCase(
  { name: "getSigningKey", input: z.strictObject({ signingKeyId: z.string() }) },
  async (ctx, { signingKeyId }): Promise<SigningKeyView> => {
    if (!isUuid(signingKeyId)) throw keyNotFound();
    const key = await fetchSigningKey(ctx, signingKeyId);
    // A key that was never finished has nothing to ask about.
    if (key.publicJwk === null) return key;
    const state = await stateNow(ctx, key);
    if (state !== key.state) await storeState(ctx, key, state);
    return { ...key, state };
  },
);

async function stateNow(ctx: Ctx, key: SigningKeyView): Promise<KeyState> {
  try {
    return await ctx.keyProviders[key.backend].state(await keyHandle(ctx, ctx.tenantId, key.id));
  } catch (error) {
    if (error instanceof Problem) return key.state;
    throw error;
  }
}

async function storeState(ctx: Ctx, key: SigningKeyView, state: KeyState): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id: key.id, state: key.state },
      data: { state, updatedAt: tx.now() },
    });
    if (count === 0) return;
    const details = { from: key.state, to: state };
    await record(tx, { action: "signing_key.state_changed", targetType: "signing_key", targetId: key.id, details });
  });
  forgetKey(ctx, ctx.tenantId, key.id);
}
