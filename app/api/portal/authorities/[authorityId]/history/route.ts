import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { listAuditEvents } from "@/lib/audit/list-audit-events";

export const GET = route(operations.getAuthorityHistory, ({ ctx, params, request }) => {
  const after = new URL(request.url).searchParams.get("after");
  return listAuditEvents(ctx, { target: params.authorityId, ...(after && { after }) });
});
