import * as z from "zod";
import { record } from "@/lib/audit/record";
import { finishClosing, requireNoKeyLeft } from "@/lib/authority/finish-closing";
import { forgetIssuer } from "@/lib/authority/signer";
import { type Ctx, inTransaction } from "@/lib/context";
import { archiveContractsOf } from "@/lib/contract/archive-contracts";
import { forgetTenant, notOnboarded } from "@/lib/tenant/store";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

/**
 * Removes the tenant's authorities and contracts for good (Admin API, section 10; security I12). The tenant's epoch comes
 * first, and with it everything that was handed out dies; then the last status lists, then the keys. Throws
 * `key_deletion_failed` when the keys stand: the tenant has opted out all the same.
 */
export const optOut = defineUseCase({ name: "optOut", input: z.undefined() }, async (ctx): Promise<void> => {
  requireFreshOwner(ctx);
  await optOutWith(ctx, async () => undefined);
});

/** `confirm` runs in the same transaction, first: what it throws leaves everything as it was. */
export async function optOutWith(ctx: Ctx, confirm: (tx: Ctx) => Promise<void>): Promise<void> {
  const authorityIds = await inTransaction(ctx, async (tx) => {
    await confirm(tx);
    return closeTenant(tx);
  });
  forgetTenant(ctx, ctx.tenantId);
  for (const id of authorityIds) forgetIssuer(ctx, id);
  requireNoKeyLeft("The organisation has opted out", await finishClosing(ctx, authorityIds));
}

/** Gives the authorities that were alive until now. */
async function closeTenant(tx: Ctx): Promise<string[]> {
  const { tenantId } = tx;
  const now = tx.now();
  const { count } = await tx.db.tenant.updateMany({
    where: { id: tenantId, status: "enabled", onboardedAt: { not: null } },
    data: { status: "optedOut", epoch: { increment: 1 }, optedOutAt: now, onboardedAt: null, settings: {} },
  });
  if (count !== 1) throw notOnboarded();
  const where = { tenantId, deletedAt: null };
  const living = await tx.db.authority.findMany({ where, select: { id: true } });
  const authorityIds = living.map(({ id }) => id);
  await tx.db.authority.updateMany({ where, data: { deletedAt: now, updatedAt: now } });
  await archiveContractsOf(tx, authorityIds);
  await tx.db.apiClient.updateMany({ where: { tenantId, disabledAt: null }, data: { disabledAt: now } });
  // Nobody is told any more: what waited to be sent is given up with the subscriptions.
  await tx.db.webhook.deleteMany({ where: { tenantId } });
  await tx.db.outgoingMessage.updateMany({
    where: { tenantId, state: "waiting" },
    data: { state: "dead", endedAt: now, leasedUntil: null },
  });
  // What a client may ask for again was answered in an organisation that is no more.
  await tx.db.idempotencyKey.deleteMany({ where: { tenantId } });
  const details = { authorities: authorityIds.length };
  await record(tx, { action: "tenant.opted_out", targetType: "tenant", targetId: tenantId, details });
  return authorityIds;
}
