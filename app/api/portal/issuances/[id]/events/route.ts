import { route } from "@/lib/apis/portal/dialect";
import { issuanceEvents } from "@/lib/apis/portal/issuance-events";
import { issuanceEventsOperation } from "@/lib/apis/portal/issuances";
import { getIssuance } from "@/lib/issuance/get-issuance";

export const GET = route(issuanceEventsOperation, async ({ ctx, request, params }) => {
  // Asked once before the stream begins, so that a refusal is an answer of its own.
  await getIssuance(ctx, params);
  return issuanceEvents(() => getIssuance(ctx, params), request.signal);
});
