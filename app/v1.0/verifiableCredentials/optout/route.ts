import { adminRoute } from "@/lib/apis/admin/dialect";
import { tenantOperations } from "@/lib/apis/admin/operations/tenant";
import { optOutAnswer } from "@/lib/apis/admin/shapes/onboarding";
import { optOut } from "@/lib/tenant/opt-out";

export const hot = true;

export const POST = adminRoute(tenantOperations.optOut, ({ ctx, request }) =>
  optOut(ctx, undefined).then(() => optOutAnswer(request)),
);
