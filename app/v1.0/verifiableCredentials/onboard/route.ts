import { onboardingRoute } from "@/lib/apis/admin/dialect";
import { tenantOperations } from "@/lib/apis/admin/operations/tenant";
import { presentOnboarding } from "@/lib/apis/admin/shapes/onboarding";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";

export const hot = true;

export const POST = onboardingRoute(tenantOperations.onboard, ({ ctx }) =>
  onboardTenant(ctx, undefined).then(presentOnboarding),
);
