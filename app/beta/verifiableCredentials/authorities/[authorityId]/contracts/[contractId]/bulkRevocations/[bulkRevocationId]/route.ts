import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { presentBulkRevocation } from "@/lib/apis/admin/shapes/bulk-revocation";
import { getBulkRevocation } from "@/lib/bulk-revocation/get-bulk-revocation";

export const hot = true;

export const GET = adminRoute(credentialOperations.getBulkRevocation, ({ ctx, params }) =>
  getBulkRevocation(ctx, params).then(presentBulkRevocation),
);
