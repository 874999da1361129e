import { listBulkIssuanceRowsOperation } from "@/lib/apis/portal/bulk-issuances";
import { route } from "@/lib/apis/portal/dialect";
import { listBulkIssuanceRows } from "@/lib/bulk-issuance/list-bulk-issuance-rows";
import type { BulkRowState } from "@/lib/bulk-issuance/schema";

export const GET = route(listBulkIssuanceRowsOperation, ({ ctx, params, request }) => {
  const query = new URL(request.url).searchParams;
  const state = query.get("state");
  return listBulkIssuanceRows(ctx, {
    id: params.batchId,
    after: Number(query.get("after") ?? 0),
    ...(state && { state: state as BulkRowState }),
  });
});
