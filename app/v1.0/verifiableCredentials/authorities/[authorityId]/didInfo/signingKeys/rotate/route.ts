import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthority } from "@/lib/apis/admin/shapes/authority";
import { rotateSigningKey } from "@/lib/authority/rotate-signing-key";

export const hot = true;

export const POST = adminRoute(authorityOperations.rotateSigningKey, async ({ ctx, params }) =>
  presentAuthority(ctx.publicUrl)(await rotateSigningKey(ctx, params)),
);
