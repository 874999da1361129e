import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { presentAuthority } from "@/lib/apis/admin/shapes/authority";
import { updateLinkedDomain } from "@/lib/authority/update-linked-domain";

export const hot = true;

export const POST = adminRoute(authorityOperations.updateLinkedDomains, ({ ctx, params, body }) =>
  updateLinkedDomain(ctx, { ...params, ...body }).then(presentAuthority(ctx.publicUrl)),
);

export const PUT = adminRoute(authorityOperations.replaceLinkedDomains, ({ ctx, params, body }) =>
  updateLinkedDomain(ctx, { ...params, ...body }).then(presentAuthority(ctx.publicUrl)),
);
