import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthority } from "@/lib/apis/admin/shapes/authority";
import { getAuthority } from "@/lib/authority/get-authority";

export const hot = true;

export const GET = adminRoute(authorityOperations.getAuthority, ({ ctx, params }) =>
  getAuthority(ctx, params).then(presentAuthority(ctx.publicUrl)),
);
