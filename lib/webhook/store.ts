import type { Ctx, Platform } from "@/lib/context";
import { shownAddress } from "@/lib/delivery/shown-address";
import { unsealWebhookUrl } from "@/lib/delivery/webhook-url";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { isBrokenSeal } from "@/lib/kernel/seal";
import { WebhookEvent, type WebhookView } from "@/lib/webhook/schema";

export const noSuchWebhook = (): Problem => new Problem("not_found", "There is no such webhook.");

/** The address is judged now by its text, and again with all it resolves to at each use (security E4). */
export function requirePermittedUrl({ egress }: Pick<Platform, "egress">, url: string): void {
  if (egress.refusal(url) !== undefined) {
    throw invalidField("url", "Give an https address with a public host name and the standard port.");
  }
}

const listStatement = {
  name: "list-webhooks",
  text: `SELECT w.id, w.name, w.sealed_url, w.events, w.enabled, w.created_at,
      (SELECT count(*) FROM outgoing_message m
        WHERE m.tenant_id = w.tenant_id AND m.webhook_id = w.id AND m.state = 'waiting')::int AS waiting,
      (SELECT count(*) FROM outgoing_message m WHERE m.tenant_id = w.tenant_id AND m.webhook_id = w.id
        AND m.state = 'dead' AND m.replay_of IS NULL)::int AS dead,
      last.outcome, last.http_status, last.cause, last.created_at AS last_at
    FROM webhook w LEFT JOIN LATERAL (
      SELECT d.outcome, d.http_status, d.cause, d.created_at FROM callback_delivery d
      WHERE d.tenant_id = w.tenant_id AND d.webhook_id = w.id ORDER BY d.created_at DESC LIMIT 1) AS last ON TRUE
    WHERE w.tenant_id = $1 AND ($2::uuid IS NULL OR w.id = $2) ORDER BY w.created_at DESC, w.id`,
};

interface WebhookRow {
  id: string;
  name: string;
  sealed_url: string;
  events: unknown;
  enabled: boolean;
  created_at: Date;
  waiting: number;
  dead: number;
  outcome: "confirmed" | "refused" | null;
  http_status: number | null;
  cause: string | null;
  last_at: Date | null;
}

export async function readWebhooks(ctx: Ctx, id: string | null = null): Promise<WebhookView[]> {
  const rows = await ctx.sql<WebhookRow>(listStatement, [ctx.tenantId, id]);
  return Promise.all(rows.map((row) => webhookView(ctx, row)));
}

export async function fetchWebhook(ctx: Ctx, id: string): Promise<WebhookView> {
  const [webhook] = await readWebhooks(ctx, id);
  if (!webhook) throw noSuchWebhook();
  return webhook;
}

async function webhookView(ctx: Ctx, row: WebhookRow): Promise<WebhookView> {
  const { outcome, http_status: httpStatus, cause, last_at: at } = row;
  return {
    id: row.id,
    name: row.name,
    address: await addressOf(ctx, row),
    events: WebhookEvent.array().parse(row.events),
    enabled: row.enabled,
    waiting: row.waiting,
    dead: row.dead,
    last: outcome && at ? { outcome, httpStatus, cause, at: at.toISOString() } : null,
    createdAt: row.created_at.toISOString(),
  };
}

/** One that was changed at rest is told of in its place: the others are shown, and it can be given anew or deleted. */
async function addressOf(ctx: Ctx, { id, sealed_url: sealed }: WebhookRow): Promise<string> {
  try {
    return shownAddress(await unsealWebhookUrl(ctx, ctx.tenantId, id, sealed));
  } catch (error) {
    if (isBrokenSeal(error, "webhook")) return "The stored address does not open: give it anew.";
    throw error;
  }
}

/** Gives up what waits for a webhook that is switched off or deleted. Belongs into the transaction that does so. */
export async function dropWaiting(tx: Ctx, webhookId: string): Promise<void> {
  await tx.db.outgoingMessage.updateMany({
    where: { tenantId: tx.tenantId, webhookId, state: "waiting" },
    data: { state: "dead", endedAt: tx.now(), leasedUntil: null },
  });
}

/** Where the trail is now: a webhook is told of what happens after it was made or switched on. */
export async function headOfTrail(tx: Ctx): Promise<bigint> {
  const head = await tx.db.auditHead.findUnique({ where: { tenantId: tx.tenantId } });
  return head?.sequence ?? 0n;
}
