import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { presentCredential, tellingOf } from "@/lib/apis/admin/shapes/credential";
import { getCredential } from "@/lib/credential/get-credential";

export const hot = true;

export const GET = adminRoute(credentialOperations.getCredential, async ({ ctx, params, request }) => {
  const telling = tellingOf(request);
  return presentCredential(await getCredential(ctx, params), telling);
});
