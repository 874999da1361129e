import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { reinstateCredential } from "@/lib/credential/reinstate-credential";

export const hot = true;

export const POST = adminRoute(credentialOperations.reinstateCredential, async ({ ctx, params }) => {
  await reinstateCredential(ctx, params);
  return undefined;
});
