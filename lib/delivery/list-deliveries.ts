import type { Ctx } from "@/lib/context";
import { type DeliveryRow, deliveryColumns, deliveryView, ofWebhook, requestOf } from "@/lib/delivery/delivery-view";
import { type DeliveryView, ListDeliveries } from "@/lib/delivery/schema";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import type { Page } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

const PAGE = 50;
const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

const list = (name: string, narrowed: string) => ({
  name,
  text: `SELECT ${deliveryColumns} FROM callback_delivery d ${ofWebhook}
    WHERE d.tenant_id = $1 AND (d.created_at, d.id) < ($2::timestamptz, $3::uuid)
      AND ($4::text IS NULL OR d.kind = $4) AND ($5::text IS NULL OR d.outcome = $5)
      AND ($6::text IS NULL OR d.event = $6) AND ($7::timestamptz IS NULL OR d.created_at >= $7)
      AND ($8::timestamptz IS NULL OR d.created_at <= $8) AND ${narrowed}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${PAGE + 1}`,
});

/** Statements of their own, so that each has its index. */
const statements = {
  all: list("list-deliveries", "$9::uuid IS NULL AND $10::uuid IS NULL"),
  session: list("list-deliveries-of-session", "d.session_id = $9 AND ($10::uuid IS NULL OR d.webhook_id = $10)"),
  webhook: list("list-deliveries-of-webhook", "d.webhook_id = $10 AND $9::uuid IS NULL"),
};

/** Every attempt to tell somebody of an event, the newest first. */
export const listDeliveries = defineUseCase(
  { name: "listDeliveries", input: ListDeliveries },
  async (ctx, filter): Promise<Page<DeliveryView>> => {
    const rows = await read(ctx, filter);
    const shown = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? shown.at(-1) : undefined;
    return {
      items: await Promise.all(shown.map(async (row) => deliveryView(row, await requestOf(ctx, row)))),
      nextCursor: last ? writeCursor({ at: last.created_at, id: last.id }) : null,
    };
  },
);

async function read(ctx: Ctx, filter: ListDeliveries): Promise<DeliveryRow[]> {
  const after = filter.cursor === undefined ? BEFORE_ALL : readCursor(filter.cursor);
  const { sessionId, webhookId } = filter;
  const statement = sessionId ? statements.session : webhookId ? statements.webhook : statements.all;
  return ctx.sql<DeliveryRow>(statement, [
    ctx.tenantId,
    after.at,
    after.id,
    filter.kind ?? null,
    filter.outcome ?? null,
    filter.event ?? null,
    filter.from ?? null,
    filter.until ?? null,
    sessionId ?? null,
    webhookId ?? null,
  ]);
}
