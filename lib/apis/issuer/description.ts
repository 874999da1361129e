import { IssuerRefusal } from "@/lib/apis/issuer/envelope";
import { issuerExamples } from "@/lib/apis/issuer/examples";
import { issuingOperations } from "@/lib/apis/issuer/issuing-operations";
import { onboardingOperations, signingOperations } from "@/lib/apis/issuer/operations";
import type { ApiDescription } from "@/lib/http/openapi";

export const issuerDescription: Omit<ApiDescription, "server"> = {
  title: "Issuer API",
  description:
    "Keys, plain signing and issuing in the shapes of walt.id's Issuer API. An existing client works with only its " +
    "base address changed, and what it issues is found and revoked in the portal.",
  groups: [
    {
      name: "Onboarding",
      description: "A client of this API begins with a key and a DID.",
      operations: onboardingOperations,
    },
    {
      name: "Signing",
      description: "Credentials that their caller made and hands on.",
      operations: signingOperations,
    },
    {
      name: "Issuing",
      description: "An offer for a wallet, as a URL to be shown as a QR code.",
      operations: issuingOperations,
    },
  ],
  securitySchemes: () => ({
    issuerBearer: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "JWT",
      description: "As for the Admin API. None is asked for where the operator set ISSUER_API_OPEN.",
    },
  }),
  errorSchema: IssuerRefusal,
  examples: issuerExamples,
  refusals: ({ repeatable }) => [400, 401, 403, 404, 409, 413, 415, ...(repeatable ? [422] : []), 503],
  answerHeaders: { "X-Request-Id": "Names this request in our logs: quote it when you ask for help." },
};
