import type { Ctx } from "@/lib/context";
import { type QueuedMessage, queued } from "@/lib/delivery/outbox";
import { isIssuerCallback } from "@/lib/issuance/callback-schema";
import { issuerDelivery, statusChanged } from "@/lib/issuance/issuer-callback";
import { unsealColumn } from "@/lib/issuance/sealed";
import { logSkipped } from "@/lib/kernel/log-skipped";

const callbacksStatement = {
  name: "callbacks-of-sessions",
  text: `SELECT id, batch_of, sealed_callback FROM issuance_session
    WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND sealed_callback IS NOT NULL`,
};

interface Row {
  id: string;
  batch_of: string | null;
  sealed_callback: string;
}

/** What the Issuer API's callbacks are told when nobody took the offer up in time. Nothing waits for it. */
export async function expiryNews(ctx: Ctx, ids: readonly string[]): Promise<QueuedMessage[]> {
  const rows = await ctx.sql<Row>(callbacksStatement, [ctx.tenantId, ids]);
  const news = rows.map((row) =>
    newsOf(ctx, row).catch((error: unknown) => {
      // Nobody can be told then; the offer ends all the same, and the others do.
      logSkipped("expiry-news", row.id, error);
      return [];
    }),
  );
  return (await Promise.all(news)).flat();
}

async function newsOf(ctx: Ctx, row: Row): Promise<QueuedMessage[]> {
  const place = { tenantId: ctx.tenantId, sessionId: row.id };
  const callback = await unsealColumn(ctx, place, "sealed_callback", row.sealed_callback);
  if (!isIssuerCallback(callback)) return [];
  const change = { status: "EXPIRED" as const, reason: "Nobody claimed the credential in time", closed: true };
  return [queued(issuerDelivery(callback, row, statusChanged(row, change)))];
}
