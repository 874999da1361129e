import { countRevocableOperation } from "@/lib/apis/portal/bulk-revocations";
import { route } from "@/lib/apis/portal/dialect";
import { countRevocable } from "@/lib/bulk-revocation/count-revocable";

export const GET = route(countRevocableOperation, ({ ctx, params, request }) => {
  const query = new URL(request.url).searchParams;
  return countRevocable(ctx, {
    ...params,
    issuedAfter: query.get("issuedAfter") ?? undefined,
    issuedBefore: query.get("issuedBefore") ?? undefined,
  });
});
