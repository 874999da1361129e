import { issuerRoute } from "@/lib/apis/issuer/dialect";
import { onboardingOperations } from "@/lib/apis/issuer/operations";
import { onboardIssuer } from "@/lib/issuer/onboard-issuer";

export const hot = true;

export const POST = issuerRoute(onboardingOperations.onboardIssuer, ({ ctx, body }) => onboardIssuer(ctx, body));
