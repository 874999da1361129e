import { AddBulkIssuanceRows } from "@/lib/bulk-issuance/schema";
import { sealRow } from "@/lib/bulk-issuance/sealed-row";
import { columnsOf, fetchBulk } from "@/lib/bulk-issuance/store";
import type { Ctx } from "@/lib/context";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const addStatement = {
  name: "add-bulk-issuance-rows",
  text: `WITH held AS (
      SELECT id FROM bulk_issuance WHERE tenant_id = $1 AND id = $2 AND state = 'draft' FOR UPDATE),
    added AS (
      INSERT INTO bulk_issuance_item (tenant_id, bulk_id, row_number, sealed_row)
      SELECT $1, held.id, one.row, one.sealed FROM held, unnest($3::int[], $4::text[]) AS one (row, sealed)
      ON CONFLICT (tenant_id, bulk_id, row_number) DO UPDATE SET sealed_row = EXCLUDED.sealed_row
      RETURNING xmax = 0 AS fresh)
    UPDATE bulk_issuance b SET total = b.total + (SELECT count(*) FROM added WHERE fresh)
    FROM held WHERE b.tenant_id = $1 AND b.id = held.id RETURNING b.total`,
};

/** Takes some rows in. Sent again, a row replaces itself: whoever is unsure whether they arrived sends them again. */
export const addBulkIssuanceRows = defineUseCase(
  { name: "addBulkIssuanceRows", input: AddBulkIssuanceRows },
  async (ctx, { id, rows }): Promise<{ total: number }> => {
    const { length } = columnsOf(await fetchBulk(ctx, id));
    rows.forEach(({ cells }, at) => {
      if (cells.length === length) return;
      throw invalidField(`rows[${at}].cells`, `Give ${length} cells, one for each column.`);
    });
    const numbers = rows.map(({ row }) => row);
    if (new Set(numbers).size !== numbers.length) throw invalidField("rows", "A row is given twice: keep one.");
    const values = [ctx.tenantId, id, numbers, await sealed(ctx, id, rows)];
    const [added] = await ctx.sql<{ total: number }>(addStatement, values);
    if (!added) throw new Problem("conflict", "The batch was started or cancelled: its rows are fixed.");
    return added;
  },
);

const sealed = (ctx: Ctx, bulkId: string, rows: readonly { row: number; cells: string[] }[]): Promise<string[]> =>
  Promise.all(rows.map(({ row, cells }) => sealRow(ctx, { tenantId: ctx.tenantId, bulkId, row }, cells)));
