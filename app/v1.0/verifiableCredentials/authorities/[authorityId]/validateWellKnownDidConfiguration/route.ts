import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { validateDidConfiguration } from "@/lib/authority/validate-did-configuration";

export const hot = true;

export const POST = adminRoute(authorityOperations.validateDidConfiguration, ({ ctx, params }) =>
  validateDidConfiguration(ctx, params).then(() => undefined),
);
