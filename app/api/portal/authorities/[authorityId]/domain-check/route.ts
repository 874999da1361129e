import { route } from "@/lib/apis/portal/dialect";
import { lastDomainCheck } from "@/lib/apis/portal/domain-check";
import { operations } from "@/lib/apis/portal/operations";

export const GET = route(operations.getDomainCheck, async ({ ctx, params }) => ({
  last: await lastDomainCheck(ctx, params.authorityId),
}));
