import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthority, removalIn } from "@/lib/apis/admin/shapes/authority";
import { removeAuthorityKey } from "@/lib/authority/remove-authority-key";

export const hot = true;

export const DELETE = adminRoute(authorityOperations.removeAuthorityKey, async ({ ctx, params, request }) =>
  presentAuthority(ctx.publicUrl)(await removeAuthorityKey(ctx, { ...params, ...removalIn(request) })),
);
