import { issuerRoute, plainText } from "@/lib/apis/issuer/dialect";
import { signingOperations } from "@/lib/apis/issuer/operations";
import { signRaw } from "@/lib/issuer/sign-raw";

export const hot = true;

export const POST = issuerRoute(signingOperations.signRaw, async ({ ctx, body }) =>
  plainText(await signRaw(ctx, body)),
);
