import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { generateDidConfiguration } from "@/lib/authority/generate-did-configuration";

export const hot = true;

export const POST = adminRoute(authorityOperations.generateDidConfiguration, ({ ctx, params, body }) =>
  generateDidConfiguration(ctx, { ...params, ...body }),
);
