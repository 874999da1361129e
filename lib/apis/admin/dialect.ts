import "server-only";
import { correlationVector, refusal } from "@/lib/apis/admin/envelope";
import { bearerCtx, onboardingBearerCtx } from "@/lib/auth/bearer";
import type { Ctx } from "@/lib/context";
import { type Dialect, refuseIn, routes } from "@/lib/http/route";
import { Problem } from "@/lib/kernel/errors";
import { findTenant, notOnboarded } from "@/lib/tenant/store";

const dialect: Dialect = {
  authenticate: bearerCtx,
  refuse: refusal,
  headers: (requestId, request) => ({ "request-id": requestId, "ms-cv": correlationVector(requestId, request) }),
};

/** Nothing but onboarding works before onboarding (section 5). */
async function onboardedCtx(request: Request, requestId: string): Promise<Ctx> {
  const ctx = await bearerCtx(request, requestId);
  const tenant = await findTenant(ctx, ctx.tenantId);
  if (tenant?.status === "enabled" && tenant.onboardedAt) return ctx;
  throw notOnboarded();
}

/** The route of an Admin API operation. */
export const adminRoute = routes({ ...dialect, authenticate: onboardedCtx });

/** The same for a tenant that may not be onboarded yet. */
export const onboardingRoute = routes({ ...dialect, authenticate: onboardingBearerCtx });

/** The answer to an address where there is nothing, whoever asks. */
export const unknownPath = async (request: Request): Promise<Response> =>
  refuseIn(dialect, new Problem("not_found", "There is nothing at this address."), request);
