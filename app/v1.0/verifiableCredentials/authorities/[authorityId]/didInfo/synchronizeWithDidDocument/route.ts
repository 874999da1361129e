import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthority } from "@/lib/apis/admin/shapes/authority";
import { synchronizeDidDocument } from "@/lib/authority/synchronize-did-document";

export const hot = true;

export const POST = adminRoute(authorityOperations.synchronizeDidDocument, async ({ ctx, params }) =>
  presentAuthority(ctx.publicUrl)(await synchronizeDidDocument(ctx, params)),
);
