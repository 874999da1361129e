import { listCredentialsOperation } from "@/lib/apis/portal/credentials";
import { route } from "@/lib/apis/portal/dialect";
import { listCredentials } from "@/lib/credential/list-credentials";

export const GET = route(listCredentialsOperation, ({ ctx, request }) => {
  const query = new URL(request.url).searchParams;
  return listCredentials(ctx, {
    contractId: query.get("contractId") ?? undefined,
    cursor: query.get("cursor") ?? undefined,
  });
});
