import { operation } from "@/lib/http/operation";
import { OnboardedIssuer, OnboardIssuer } from "@/lib/issuer/schema";

export const onboardingOperations = {
  onboardIssuer: operation({
    method: "POST",
    path: "/onboard/issuer",
    useCase: "onboardIssuer",
    summary: "Make a key in a backend, and a DID for it",
    description:
      "The answer holds no secret. It is taken back wherever issuerKey goes, and so is its type with its id alone; the key is listed in the portal.",
    body: OnboardIssuer,
    response: OnboardedIssuer,
    status: 200,
    repeatable: true,
  }),
};
