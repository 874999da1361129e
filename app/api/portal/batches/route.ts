import { listBulkIssuancesOperation } from "@/lib/apis/portal/bulk-issuances";
import { route } from "@/lib/apis/portal/dialect";
import { listBulkIssuances } from "@/lib/bulk-issuance/list-bulk-issuances";

export const GET = route(listBulkIssuancesOperation, ({ ctx, request }) =>
  listBulkIssuances(ctx, { cursor: new URL(request.url).searchParams.get("cursor") ?? undefined }),
);
