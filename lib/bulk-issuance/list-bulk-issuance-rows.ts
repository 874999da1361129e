import { readRows } from "@/lib/bulk-issuance/read-rows";
import { type BulkRowPage, ListBulkIssuanceRows } from "@/lib/bulk-issuance/schema";
import { fetchBulk } from "@/lib/bulk-issuance/store";
import { defineUseCase } from "@/lib/use-case";

const AT_ONCE = 50;

/** A page of a batch's rows, in their order; those of one state when it is named. */
export const listBulkIssuanceRows = defineUseCase(
  { name: "listBulkIssuanceRows", input: ListBulkIssuanceRows },
  async (ctx, { id, state, after }): Promise<BulkRowPage> => {
    const rows = await readRows(ctx, await fetchBulk(ctx, id), { after, state, limit: AT_ONCE + 1 });
    const shown = rows.slice(0, AT_ONCE);
    return {
      rows: shown.map(({ expiresAt, transactionCode, ...row }) => row),
      after: rows.length > AT_ONCE ? (shown.at(-1)?.row ?? null) : null,
    };
  },
);
