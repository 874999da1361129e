import { adminRoute } from "@/lib/apis/admin/dialect";
import { credentialOperations } from "@/lib/apis/admin/operations/credentials";
import { presentCredential } from "@/lib/apis/admin/shapes/credential";
import { getCredential } from "@/lib/credential/get-credential";

export const hot = true;

export const GET = adminRoute(credentialOperations.getCredential, ({ ctx, params }) =>
  getCredential(ctx, params).then(presentCredential),
);
