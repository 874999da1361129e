import { adminRoute } from "@/lib/apis/admin/dialect";
import { tenantOperations } from "@/lib/apis/admin/operations/tenant";
import { getOrganisationSettings } from "@/lib/tenant/get-organisation-settings";
import { updateOrganisationSettings } from "@/lib/tenant/update-organisation-settings";

export const hot = true;

export const GET = adminRoute(tenantOperations.getOrganizationSettings, ({ ctx }) =>
  getOrganisationSettings(ctx, undefined),
);

export const PATCH = adminRoute(tenantOperations.updateOrganizationSettings, ({ ctx, body }) =>
  updateOrganisationSettings(ctx, body),
);
