import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { getAuthority } from "@/lib/authority/get-authority";

export const GET = route(operations.getAuthority, ({ ctx, params }) => getAuthority(ctx, params));
