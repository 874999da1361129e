import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { presentBulkRevocation } from "@/lib/apis/admin/shapes/bulk-revocation";
import { createBulkRevocation } from "@/lib/bulk-revocation/create-bulk-revocation";

export const hot = true;

export const POST = adminRoute(credentialOperations.createBulkRevocation, ({ ctx, params, body }) =>
  createBulkRevocation(ctx, { ...params, ...body }).then(presentBulkRevocation),
);
