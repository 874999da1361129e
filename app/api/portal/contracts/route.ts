import { route } from "@/lib/apis/portal/dialect";
import { operations, requestedPage } from "@/lib/apis/portal/operations";
import { listContracts } from "@/lib/contract/list-contracts";

export const GET = route(operations.listContracts, ({ ctx, request }) => {
  const archived = new URL(request.url).searchParams.get("archived") === "1" ? "only" : "hidden";
  return listContracts(ctx, { ...requestedPage(request), archived });
});
