import { route } from "@/lib/apis/portal/dialect";
import { operations, requestedPage } from "@/lib/apis/portal/operations";
import { listAuthorities } from "@/lib/authority/list-authorities";

export const GET = route(operations.listAuthorities, ({ ctx, request }) =>
  listAuthorities(ctx, requestedPage(request)),
);
