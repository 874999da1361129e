import { getBulkRevocationOperation } from "@/lib/apis/portal/bulk-revocations";
import { route } from "@/lib/apis/portal/dialect";
import { getBulkRevocation } from "@/lib/bulk-revocation/get-bulk-revocation";

export const GET = route(getBulkRevocationOperation, ({ ctx, params }) => getBulkRevocation(ctx, params));
