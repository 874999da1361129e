import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { suspendCredential } from "@/lib/credential/suspend-credential";

export const hot = true;

export const POST = adminRoute(credentialOperations.suspendCredential, async ({ ctx, params }) => {
  await suspendCredential(ctx, params);
  return undefined;
});
