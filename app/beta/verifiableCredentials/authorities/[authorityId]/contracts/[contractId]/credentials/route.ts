import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { pageRequest, presentPage } from "@/lib/apis/admin/paging";
import { presentFoundCredential, tellingOf } from "@/lib/apis/admin/shapes/credential";
import { listCredentials } from "@/lib/credential/list-credentials";

export const hot = true;

export const GET = adminRoute(credentialOperations.listCredentials, async ({ ctx, params, request }) => {
  const telling = tellingOf(request);
  const { credentials: items, nextCursor } = await listCredentials(ctx, { ...params, ...pageRequest(request) });
  return presentPage({ items, nextCursor }, request, ctx.publicUrl, (item) => presentFoundCredential(item, telling));
});
