import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { deleteAuthority } from "@/lib/authority/delete-authority";

export const hot = true;

export const DELETE = adminRoute(authorityOperations.deleteAuthority, async ({ ctx, params }) => {
  await deleteAuthority(ctx, params);
  return undefined;
});
