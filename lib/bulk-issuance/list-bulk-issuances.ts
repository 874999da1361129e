import * as z from "zod";
import type { BulkIssuanceView } from "@/lib/bulk-issuance/schema";
import { type BulkRow, bulkColumns, bulkView } from "@/lib/bulk-issuance/store";
import { readCursor, writeCursor } from "@/lib/kernel/cursor";
import type { Page } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

const AT_ONCE = 24;
const BEFORE_ALL = { at: new Date("9999-12-31T00:00:00Z"), id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

const listStatement = {
  name: "list-bulk-issuances",
  text: `${bulkColumns} AND b.state <> 'draft' AND (b.created_at, b.id) < ($2::timestamptz, $3::uuid)
    ORDER BY b.created_at DESC, b.id DESC LIMIT ${AT_ONCE + 1}`,
};

/** Batches that were started, the newest first. */
export const listBulkIssuances = defineUseCase(
  { name: "listBulkIssuances", input: z.strictObject({ cursor: z.string().max(200).optional() }) },
  async (ctx, { cursor }): Promise<Page<BulkIssuanceView>> => {
    const after = cursor === undefined ? BEFORE_ALL : readCursor(cursor);
    const rows = await ctx.sql<BulkRow>(listStatement, [ctx.tenantId, after.at, after.id]);
    const shown = rows.slice(0, AT_ONCE);
    const last = rows.length > AT_ONCE ? shown.at(-1) : undefined;
    return {
      items: shown.map(bulkView),
      nextCursor: last ? writeCursor({ at: last.created_at, id: last.id }) : null,
    };
  },
);
