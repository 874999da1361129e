import { adminRoute } from "@/lib/apis/admin/dialect";
import { authorityOperations } from "@/lib/apis/admin/operations/authorities";
import { pageRequest, presentPage } from "@/lib/apis/admin/paging";
import { presentAuthority } from "@/lib/apis/admin/shapes/authority";
import { createAuthority } from "@/lib/authority/create-authority";
import { listAuthorities } from "@/lib/authority/list-authorities";

export const hot = true;

export const POST = adminRoute(authorityOperations.createAuthority, ({ ctx, body }) =>
  createAuthority(ctx, body).then(presentAuthority(ctx.publicUrl)),
);

export const GET = adminRoute(authorityOperations.listAuthorities, async ({ ctx, request }) =>
  presentPage(
    await listAuthorities(ctx, pageRequest(request)),
    request,
    ctx.publicUrl,
    presentAuthority(ctx.publicUrl),
  ),
);
