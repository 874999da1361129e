import type { Ctx } from "@/lib/context";

const HOUR_MS = 3_600_000;
/** One refusal may be a restart of the receiver's: so many in a row are not. */
const ENOUGH_REFUSALS = 3;

interface FailingDeliveries {
  /** Those that are on and whose latest messages were all refused. */
  readonly webhooks: readonly { readonly id: string; readonly name: string }[];
  /** Whether a callback was refused within the last hour, and none was confirmed after it. */
  readonly callbacks: boolean;
}

const webhooksStatement = {
  name: "failing-webhooks",
  text: `SELECT w.id, w.name FROM webhook w CROSS JOIN LATERAL (
      SELECT count(*) AS all_of_them, count(*) FILTER (WHERE latest.outcome = 'refused') AS refused FROM (
        SELECT d.outcome FROM callback_delivery d WHERE d.tenant_id = w.tenant_id AND d.webhook_id = w.id
        ORDER BY d.created_at DESC LIMIT $2) AS latest) AS latest
    WHERE w.tenant_id = $1 AND w.enabled AND latest.all_of_them = $2 AND latest.refused = $2
    ORDER BY w.created_at DESC, w.id LIMIT 20`,
};

const callbackStatement = {
  name: "latest-callback-of-an-hour",
  text: `SELECT outcome FROM callback_delivery WHERE tenant_id = $1 AND kind = 'callback' AND created_at > $2
    ORDER BY created_at DESC, id DESC LIMIT 1`,
};

/** Who is not told of what they want to know. */
export async function findFailingDeliveries(ctx: Ctx): Promise<FailingDeliveries> {
  const since = new Date(ctx.now().getTime() - HOUR_MS);
  const [webhooks, [latest]] = await Promise.all([
    ctx.sql<{ id: string; name: string }>(webhooksStatement, [ctx.tenantId, ENOUGH_REFUSALS]),
    ctx.sql<{ outcome: string }>(callbackStatement, [ctx.tenantId, since]),
  ]);
  return { webhooks, callbacks: latest?.outcome === "refused" };
}
