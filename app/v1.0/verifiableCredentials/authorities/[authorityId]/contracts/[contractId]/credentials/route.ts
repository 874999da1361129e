import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { indexHashIn, presentFoundCredential, tellingOf } from "@/lib/apis/admin/shapes/credential";
import { searchCredentials } from "@/lib/credential/search-credentials";

export const hot = true;

export const GET = adminRoute(credentialOperations.searchCredentials, async ({ ctx, params, request }) => {
  const telling = tellingOf(request);
  const found = await searchCredentials(ctx, { ...params, indexHash: indexHashIn(request.url) });
  return { value: found.map((credential) => presentFoundCredential(credential, telling)) };
});
