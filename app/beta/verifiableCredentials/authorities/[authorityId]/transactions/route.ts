import { adminRoute } from "@/lib/apis/admin/dialect";
import { issuanceOperations } from "@/lib/apis/admin/operations/issuance";
import { pageRequest, presentPage } from "@/lib/apis/admin/paging";
import { presentTransaction, timeIn } from "@/lib/apis/admin/shapes/transaction";
import { listTransactions } from "@/lib/issuance/list-transactions";

export const hot = true;

export const GET = adminRoute(issuanceOperations.listTransactions, async ({ ctx, params, request }) => {
  const page = await listTransactions(ctx, { ...params, ...timeIn(request), ...pageRequest(request) });
  return presentPage(page, request, ctx.publicUrl, presentTransaction);
});
