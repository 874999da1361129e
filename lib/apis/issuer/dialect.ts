import "server-only";
import type * as z from "zod";
import { refusal } from "@/lib/apis/issuer/envelope";
import { bearerCtx } from "@/lib/auth/bearer";
import { openIssuerCtx } from "@/lib/auth/open-issuer";
import type { Ctx } from "@/lib/context";
import { type ApiRoute, type Dialect, refuseIn, routes } from "@/lib/http/route";
import { Problem } from "@/lib/kernel/errors";
import { onboardTenant } from "@/lib/tenant/onboard-tenant";
import { findTenant, notOnboarded } from "@/lib/tenant/store";

/** By bearer token; without one, where the operator opened the API to this machine. */
async function issuerCtx(request: Request, requestId: string): Promise<Ctx> {
  const open = request.headers.has("authorization") ? null : await openIssuerCtx(requestId);
  return onboarded(open ?? (await bearerCtx(request, requestId)));
}

/**
 * Clients of this API know of no onboarding of tenants: a new one begins with its first request. One that opted out
 * does not come back this way (security I12).
 */
async function onboarded(ctx: Ctx): Promise<Ctx> {
  const tenant = await findTenant(ctx, ctx.tenantId);
  if (tenant?.status !== "enabled") throw notOnboarded();
  if (tenant.onboardedAt) return ctx;
  if (!ctx.actor.permissions.includes("SigningKey.Create")) throw notOnboarded();
  await onboardTenant({ ...ctx, actor: { ...ctx.actor, permissions: ["Tenant.Onboard"] } }, undefined);
  return ctx;
}

const dialect = (expectedType?: string): Dialect => ({
  authenticate: issuerCtx,
  refuse: (problem) => refusal(problem, expectedType),
  headers: (requestId) => ({ "x-request-id": requestId }),
});

const nameOf = (body: z.ZodType | undefined): string | undefined => body?.meta()?.id;

/** The route of an Issuer API operation. The id of its body's schema is what refusals call the expected type. */
export const issuerRoute: ReturnType<typeof routes<Ctx>> = (operation, handle): ApiRoute =>
  routes(dialect(nameOf(operation.body)))(operation, handle);

/** Offer URLs and JWTs are bare text, not JSON (section 2). */
export const plainText = (text: string): Response =>
  new Response(text, { headers: { "content-type": "text/plain; charset=UTF-8", "cache-control": "no-store" } });

/** The answer to an address where there is nothing, whoever asks. */
export const unknownIssuerPath = async (request: Request): Promise<Response> =>
  refuseIn(dialect(), new Problem("not_found", "There is nothing at this address."), request);
