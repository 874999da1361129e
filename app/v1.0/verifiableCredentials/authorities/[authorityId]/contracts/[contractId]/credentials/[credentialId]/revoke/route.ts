import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { revokeCredential } from "@/lib/credential/revoke-credential";

export const hot = true;

export const POST = adminRoute(credentialOperations.revokeCredential, async ({ ctx, params }) => {
  await revokeCredential(ctx, params);
  return undefined;
});
