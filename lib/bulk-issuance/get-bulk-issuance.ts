import { type BulkIssuanceDetail, BulkIssuanceRef } from "@/lib/bulk-issuance/schema";
import { bulkView, fetchBulk } from "@/lib/bulk-issuance/store";
import { defineUseCase } from "@/lib/use-case";

const countStatement = {
  name: "count-bulk-issuance-offers",
  text: `SELECT count(*) FILTER (WHERE s.state IN ('offered', 'opened', 'redeemed') AND s.expires_at > $3)::int AS open,
      count(*) FILTER (WHERE s.state = 'issued')::int AS issued,
      count(*) FILTER (WHERE s.state IN ('failed', 'expired')
        OR (s.state IN ('offered', 'opened', 'redeemed') AND s.expires_at <= $3))::int AS ended
    FROM bulk_issuance_item i JOIN issuance_session s ON s.tenant_id = i.tenant_id AND s.id = i.session_id
    WHERE i.tenant_id = $1 AND i.bulk_id = $2`,
};

/** How far a batch has come, and what became of its offers. */
export const getBulkIssuance = defineUseCase(
  { name: "getBulkIssuance", input: BulkIssuanceRef },
  async (ctx, { id }): Promise<BulkIssuanceDetail> => {
    const bulk = await fetchBulk(ctx, id);
    const values = [ctx.tenantId, id, ctx.now()];
    const [offers] = await ctx.sql<BulkIssuanceDetail["offers"]>(countStatement, values);
    return { ...bulkView(bulk), offers: offers ?? { open: 0, issued: 0, ended: 0 } };
  },
);
