import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { countKeyCredentials } from "@/lib/authority/count-key-credentials";

export const GET = route(operations.countKeyCredentials, ({ ctx, params }) => countKeyCredentials(ctx, params));
