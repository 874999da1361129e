import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentSigningKey } from "@/lib/apis/admin/shapes/authority";
import { addSigningKey } from "@/lib/authority/add-signing-key";

export const hot = true;

export const POST = adminRoute(authorityOperations.addSigningKey, async ({ ctx, params, body }) =>
  presentSigningKey(ctx.publicUrl)(await addSigningKey(ctx, { ...params, ...body })),
);
