import { route } from "@/lib/apis/portal/dialect";
import { operations, requestedPage } from "@/lib/apis/portal/operations";
import { listContracts } from "@/lib/contract/list-contracts";

export const GET = route(operations.listContracts, ({ ctx, request }) => listContracts(ctx, requestedPage(request)));
