import type { BulkRowState, BulkRowView } from "@/lib/bulk-issuance/schema";
import { BulkRowProblem } from "@/lib/bulk-issuance/schema";
import { unsealRow } from "@/lib/bulk-issuance/sealed-row";
import { type BulkRow, columnsOf } from "@/lib/bulk-issuance/store";
import type { Ctx } from "@/lib/context";
import { offerUri } from "@/lib/issuance/identifiers";
import type { SessionState } from "@/lib/issuance/schema";
import { unsealColumn } from "@/lib/issuance/sealed";
import { standingOf } from "@/lib/issuance/standing";

/** What a batch's offers speak. */
const PROTOCOL = "1.0";

const readStatement = {
  name: "read-bulk-issuance-rows",
  text: `SELECT i.row_number, i.state, i.sealed_row, i.problem, i.session_id, s.state AS session_state, s.expires_at,
      s.sealed_code
    FROM bulk_issuance_item i LEFT JOIN issuance_session s ON s.tenant_id = i.tenant_id AND s.id = i.session_id
    WHERE i.tenant_id = $1 AND i.bulk_id = $2 AND i.row_number > $3 AND ($4::text IS NULL OR i.state = $4)
    ORDER BY i.row_number LIMIT $5`,
};

interface ItemRow {
  row_number: number;
  state: BulkRowState;
  sealed_row: string | null;
  problem: unknown;
  session_id: string | null;
  session_state: SessionState | null;
  expires_at: Date | null;
  sealed_code: string | null;
}

export interface ReadRow extends BulkRowView {
  readonly expiresAt: Date | null;
  readonly transactionCode: string | null;
}

/** Some rows after one, opened. The secrets of an offer are there as long as it can be taken up. */
export async function readRows(
  ctx: Ctx,
  bulk: BulkRow,
  { after, state, limit }: { after: number; state?: BulkRowState; limit: number },
): Promise<ReadRow[]> {
  const values = [ctx.tenantId, bulk.id, after, state ?? null, limit];
  const rows = await ctx.sql<ItemRow>(readStatement, values);
  return Promise.all(rows.map((row) => openRow(ctx, bulk, row)));
}

async function openRow(ctx: Ctx, bulk: BulkRow, row: ItemRow): Promise<ReadRow> {
  const standing =
    row.session_state && row.expires_at
      ? standingOf({ state: row.session_state, expires_at: row.expires_at }, ctx.now())
      : null;
  const open = standing === "offered" || standing === "opened";
  const secrets = open ? await secretsOf(ctx, row) : null;
  const problem = row.problem === null ? null : BulkRowProblem.parse(row.problem);
  return {
    row: row.row_number,
    state: row.state,
    ...(await cellsOf(ctx, bulk, row, problem)),
    sessionId: row.session_id,
    offerState: standing,
    offerUri:
      secrets && offerUri(ctx, { authorityId: bulk.authority_id, protocol: PROTOCOL, offerToken: secrets.offerToken }),
    expiresAt: row.expires_at,
    transactionCode: secrets?.transactionCode ?? null,
  };
}

async function cellsOf(
  ctx: Ctx,
  bulk: BulkRow,
  { row_number: row, sealed_row: sealed }: ItemRow,
  problem: BulkRowProblem | null,
) {
  if (sealed === null) return { cells: [], problem };
  const opened = await unsealRow(ctx, { tenantId: ctx.tenantId, bulkId: bulk.id, row }, sealed);
  if (opened.cells) return { cells: opened.cells, problem };
  return { cells: columnsOf(bulk).map(() => null), problem: problem ?? opened.problem };
}

async function secretsOf(ctx: Ctx, { session_id: sessionId, sealed_code: sealed }: ItemRow) {
  if (!sessionId || !sealed) return null;
  return unsealColumn(ctx, { tenantId: ctx.tenantId, sessionId }, "sealed_code", sealed);
}
