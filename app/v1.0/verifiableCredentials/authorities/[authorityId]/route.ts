import { adminRoute } from "@/lib/apis/admin/dialect";
import { ifMatch } from "@/lib/apis/admin/if-match";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { authorityAnswer } from "@/lib/apis/admin/shapes/authority";
import { getAuthority } from "@/lib/authority/get-authority";
import { updateAuthority } from "@/lib/authority/update-authority";

export const hot = true;

export const GET = adminRoute(authorityOperations.getAuthority, ({ ctx, params }) =>
  getAuthority(ctx, params).then(authorityAnswer(ctx.publicUrl)),
);

export const PATCH = adminRoute(authorityOperations.updateAuthority, ({ ctx, params, body, request }) =>
  updateAuthority(ctx, { ...params, ...body, ...ifMatch(request) }).then(authorityAnswer(ctx.publicUrl)),
);
