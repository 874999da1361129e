import { route } from "@/lib/apis/portal/dialect";
import { operations, requestedPage } from "@/lib/apis/portal/operations";
import { listContractVersions } from "@/lib/contract/list-contract-versions";

export const GET = route(operations.listContractVersions, ({ ctx, params, request }) =>
  listContractVersions(ctx, { ...params, cursor: requestedPage(request).cursor }),
);
