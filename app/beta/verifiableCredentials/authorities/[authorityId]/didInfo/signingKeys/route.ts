import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthorityKeys } from "@/lib/apis/admin/shapes/authority";
import { countKeyCredentials } from "@/lib/authority/count-key-credentials";
import { getAuthority } from "@/lib/authority/get-authority";

export const hot = true;

export const GET = adminRoute(authorityOperations.listAuthorityKeys, async ({ ctx, params }) =>
  presentAuthorityKeys(ctx.publicUrl, await getAuthority(ctx, params), await countKeyCredentials(ctx, params)),
);
