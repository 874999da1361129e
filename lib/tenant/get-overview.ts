import * as z from "zod";
import type { Ctx } from "@/lib/context";
import { COUNT_LIMIT } from "@/lib/kernel/count-limit";
import { findAttention } from "@/lib/tenant/find-attention";
import { latestEvents } from "@/lib/tenant/latest-events";
import type { OverviewData } from "@/lib/tenant/schema";
import { defineUseCase } from "@/lib/use-case";

/** What there is, what needs a hand and what happened last. */
export const getOverview = defineUseCase(
  { name: "getOverview", input: z.strictObject({}) },
  async (ctx): Promise<OverviewData> => ({
    counts: await countAll(ctx),
    attention: await findAttention(ctx),
    events: await latestEvents(ctx),
  }),
);

/** `SELECT count(*)` of at most so many rows, all of this tenant. */
const counted = (name: string, from: string) =>
  `(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${COUNT_LIMIT}) AS counted) AS "${name}"`;

/** What a deleted authority left behind is counted no more. */
const ofLiving = "authority_id IN (SELECT id FROM authority WHERE tenant_id = $1 AND deleted_at IS NULL)";

const countStatement = {
  name: "count-overview",
  text: `SELECT ${[
    counted("signingKeys", "signing_key WHERE tenant_id = $1 AND state = 'enabled'"),
    counted("authorities", "authority WHERE tenant_id = $1 AND deleted_at IS NULL"),
    counted("contracts", `contract WHERE tenant_id = $1 AND archived_at IS NULL AND ${ofLiving}`),
    counted("offers", `issuance_session WHERE tenant_id = $1 AND ${ofLiving}`),
    counted("issued", `credential WHERE tenant_id = $1 AND issued_at IS NOT NULL AND ${ofLiving}`),
    counted(
      "revoked",
      `credential WHERE tenant_id = $1 AND issued_at IS NOT NULL AND state = 'revoked' AND ${ofLiving}`,
    ),
  ].join(", ")}`,
};

async function countAll(ctx: Ctx): Promise<OverviewData["counts"]> {
  const [counts] = await ctx.sql<OverviewData["counts"]>(countStatement, [ctx.tenantId]);
  return counts ?? { signingKeys: 0, authorities: 0, contracts: 0, offers: 0, issued: 0, revoked: 0 };
}
