import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthority } from "@/lib/apis/admin/shapes/authority";
import { cancelRotation } from "@/lib/authority/cancel-rotation";

export const hot = true;

export const POST = adminRoute(authorityOperations.cancelRotation, async ({ ctx, params }) =>
  presentAuthority(ctx.publicUrl)(await cancelRotation(ctx, params)),
);
