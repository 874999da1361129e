import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { getSigningKey } from "@/lib/signing-key/get-signing-key";

export const GET = route(operations.getSigningKey, ({ ctx, params }) => getSigningKey(ctx, params));
