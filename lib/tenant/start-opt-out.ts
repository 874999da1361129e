import * as z from "zod";
import { record } from "@/lib/audit/record";
import { inTransaction } from "@/lib/context";
import { randomToken } from "@/lib/kernel/ids";
import { optOutPurpose } from "@/lib/tenant/confirm-opt-out";
import type { OptOutStart } from "@/lib/tenant/schema";
import { defineUseCase, requireFreshOwner } from "@/lib/use-case";

const LIFETIME_MS = 10 * 60_000;

/** Hands out the single-use token that the portal's opt-out needs (security A6), and says how much would go. */
export const startOptOut = defineUseCase(
  { name: "startOptOut", input: z.strictObject({}) },
  async (ctx): Promise<OptOutStart> => {
    requireFreshOwner(ctx);
    const token = randomToken(ctx.random);
    const expiresAt = new Date(ctx.now().getTime() + LIFETIME_MS);
    await inTransaction(ctx, async (tx) => {
      const tokenHash = tx.masterKeys.hash("one-time-token", token);
      const data = { tokenHash, purpose: optOutPurpose(tx), expiresAt, createdAt: tx.now() };
      await tx.db.oneTimeToken.create({ data, select: { tokenHash: true } });
      await record(tx, { action: "tenant.opt_out_started", targetType: "tenant", targetId: tx.tenantId });
    });
    const { tenantId } = ctx;
    const ofLiving = { tenantId, deletedAt: null };
    const authorities = await ctx.db.authority.findMany({ where: ofLiving, select: { id: true } });
    const authorityId = { in: authorities.map(({ id }) => id) };
    return {
      token,
      authorities: authorities.length,
      contracts: await ctx.db.contract.count({ where: { tenantId, authorityId, archivedAt: null } }),
      credentials: await ctx.db.credential.count({ where: { tenantId, authorityId, state: "issued" } }),
    };
  },
);
