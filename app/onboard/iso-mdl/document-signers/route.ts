import { issuerRoute } from "@/lib/apis/issuer/dialect";
import { onboardingOperations } from "@/lib/apis/issuer/operations";
import { onboardDocumentSigner } from "@/lib/certificate/onboard-document-signer";

export const hot = true;

export const POST = issuerRoute(onboardingOperations.onboardDocumentSigner, ({ ctx, body }) =>
  onboardDocumentSigner(ctx, body),
);
