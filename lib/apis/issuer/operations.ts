import * as z from "zod";
import {
  OnboardDocumentSigner,
  OnboardedDocumentSigner,
  OnboardedIaca,
  OnboardIaca,
} from "@/lib/certificate/onboard-schema";
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
  onboardIaca: operation({
    method: "POST",
    path: "/onboard/iso-mdl/iacas",
    useCase: "onboardIaca",
    summary: "Make a root for mobile documents",
    description:
      "A key on P-256, P-384 or P-521 in any backend, and a certificate that it signs for itself, as ISO/IEC 18013-5, annex B, wants it: 20 years at most.",
    body: OnboardIaca,
    response: OnboardedIaca,
    status: 200,
    repeatable: true,
  }),
  onboardDocumentSigner: operation({
    method: "POST",
    path: "/onboard/iso-mdl/document-signers",
    useCase: "onboardDocumentSigner",
    summary: "Make a key that signs mobile documents, with its certificate",
    description:
      "Under the root whose key object and certificate are sent along; of the same country and state, and for 457 days at most.",
    body: OnboardDocumentSigner,
    response: OnboardedDocumentSigner,
    status: 200,
    repeatable: true,
  }),
};
