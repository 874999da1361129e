import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { getDomainCheck } from "@/lib/authority/get-domain-check";

export const GET = route(operations.getDomainCheck, async ({ ctx, params }) => ({
  last: await getDomainCheck(ctx, params),
}));
