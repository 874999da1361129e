import { getBulkIssuanceOperation } from "@/lib/apis/portal/bulk-issuances";
import { route } from "@/lib/apis/portal/dialect";
import { getBulkIssuance } from "@/lib/bulk-issuance/get-bulk-issuance";

export const GET = route(getBulkIssuanceOperation, ({ ctx, params }) => getBulkIssuance(ctx, { id: params.batchId }));
