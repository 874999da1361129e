import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { pageRequest, presentPage, wholeList } from "@/lib/apis/admin/paging";
import { indexHashIn, presentFoundCredential, tellingOf } from "@/lib/apis/admin/shapes/credential";
import { searchCredentials } from "@/lib/credential/search-credentials";

export const hot = true;

export const GET = adminRoute(credentialOperations.searchCredentials, async ({ ctx, params, request }) => {
  const telling = tellingOf(request);
  const asked = { ...params, indexHash: indexHashIn(request.url) };
  const found = await wholeList(pageRequest(request), async (part) => {
    const { credentials, nextCursor } = await searchCredentials(ctx, { ...asked, ...part });
    return { items: credentials.map((one) => presentFoundCredential(one, telling)), nextCursor };
  });
  return presentPage(found, request, ctx.publicUrl, (one) => one);
});
