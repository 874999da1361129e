import * as z from "zod";
import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import type { KeyCondition } from "@/lib/keys/provider";
import type { SigningKeyView } from "@/lib/signing-key/schema";
import { fetchUsableSigningKey, forgetKey, keyHandle, keyNotFound } from "@/lib/signing-key/store";
import { defineUseCase } from "@/lib/use-case";

/** One key with its state as its backend tells it now; as last seen when the backend does not answer. */
export const getSigningKey = defineUseCase(
  { name: "getSigningKey", input: z.strictObject({ signingKeyId: z.string() }) },
  async (ctx, { signingKeyId }): Promise<SigningKeyView> => {
    if (!isUuid(signingKeyId)) throw keyNotFound();
    const key = await fetchUsableSigningKey(ctx, signingKeyId);
    if (key.publicJwk === null || isToBeDestroyed(key)) return key;
    const condition = await conditionNow(ctx, key);
    if (!condition || condition.state === key.state) return key;
    await storeCondition(ctx, key, condition);
    return { ...key, state: condition.state, deletionDate: condition.deletionDate?.toISOString() ?? null };
  },
);

/** We want it destroyed and its backend has not agreed yet: what it says now must not bring the key back. */
const isToBeDestroyed = ({ state, deletionDate }: SigningKeyView): boolean =>
  state === "pendingDeletion" && deletionDate === null;

async function conditionNow(ctx: Ctx, key: SigningKeyView): Promise<KeyCondition | null> {
  try {
    return await ctx.keyProviders[key.backend].condition(await keyHandle(ctx, ctx.tenantId, key.id));
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

async function storeCondition(ctx: Ctx, key: SigningKeyView, { state, deletionDate }: KeyCondition): Promise<void> {
  // Without its date, a deletion that somebody else asked for would be taken for a wish of our own.
  const date = state === "pendingDeletion" ? (deletionDate ?? ctx.now()) : null;
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.signingKey.updateMany({
      where: { tenantId: tx.tenantId, id: key.id, state: key.state },
      data: { state, deletionDate: date, updatedAt: tx.now() },
    });
    if (count === 0) return;
    const details = { from: key.state, to: state };
    await record(tx, { action: "signing_key.state_changed", targetType: "signing_key", targetId: key.id, details });
  });
  forgetKey(ctx, ctx.tenantId, key.id);
}
