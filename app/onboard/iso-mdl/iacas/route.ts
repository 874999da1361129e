import { issuerRoute } from "@/lib/apis/issuer/dialect";
import { onboardingOperations } from "@/lib/apis/issuer/operations";
import { onboardIaca } from "@/lib/certificate/onboard-iaca";

export const hot = true;

export const POST = issuerRoute(onboardingOperations.onboardIaca, ({ ctx, body }) => onboardIaca(ctx, body));
