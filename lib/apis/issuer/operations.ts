import * as z from "zod";
import { operation } from "@/lib/http/operation";
import { RawSignRequest } from "@/lib/issuer/raw-sign-schema";
import { OnboardedIssuer, OnboardIssuer } from "@/lib/issuer/schema";

const signing = {
  method: "POST",
  useCase: "signRaw",
  body: RawSignRequest,
  response: z.string().describe("The JWT, as bare text."),
  answerType: "text/plain",
  status: 200,
} as const;

export const signingOperations = {
  signRaw: operation({
    ...signing,
    path: "/raw/jwt/sign",
    summary: "Sign a W3C credential as it stands, as a JWT",
    description:
      "With a mapping the kid is a DID URL, without one the key's bare id. The credential is in nobody's list and cannot be revoked here: to issue to a wallet, make an offer.",
  }),
  sign: operation({ ...signing, path: "/sign", summary: "The same as /raw/jwt/sign, by its short name" }),
};

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
