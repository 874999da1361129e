import { route } from "@/lib/apis/portal/dialect";
import { operations, requestedPage } from "@/lib/apis/portal/operations";
import { listSigningKeys } from "@/lib/signing-key/list-signing-keys";

export const GET = route(operations.listSigningKeys, ({ ctx, request }) =>
  listSigningKeys(ctx, requestedPage(request)),
);
