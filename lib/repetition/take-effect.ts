import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";

/**
 * To be called inside the transaction of what a repeatable request brings about: that commits only while the request
 * still holds its key, and the key knows from then on that it was used (security I3).
 */
export async function takeEffect(tx: Ctx): Promise<void> {
  if (!tx.repetition) return;
  const { count } = await tx.db.idempotencyKey.updateMany({
    where: { tenantId: tx.tenantId, ...tx.repetition, state: "running" },
    data: { state: "done" },
  });
  if (count !== 1) throw overtaken();
}

/** This request took so long that another one with its key was let in. */
export const overtaken = (): Problem =>
  new Problem("request_in_progress", "Another request with this Idempotency-Key took over: send yours again.", {
    fields: { "Idempotency-Key": "In use." },
    retryAfterSeconds: 1,
  });
