import * as z from "zod";
import { DOCUMENT_SIGNER_DAYS_MAX, daysAfter, IACA_YEARS_MAX, yearsAfter } from "@/lib/certificate/profiles";
import { optional } from "@/lib/kernel/optional";

/** What `POST /onboard/iso-mdl/…` take and give (Issuer API reference, section 3.1). */

const text = z.string().trim().min(1).max(64);
const country = z.string().regex(/^[A-Z]{2}$/, "Give the country as two capital letters of ISO 3166, such as DE.");
const address = z
  .url({
    protocol: /^https?$/,
    error: ({ input }) => (input === undefined ? undefined : "Give an http or https address."),
  })
  .max(500);
const moment = z.iso.datetime({ offset: true, error: "Give a date and time such as 2026-01-31T00:00:00Z." });

const subject = {
  country,
  commonName: text,
  stateOrProvinceName: optional(text),
  organizationName: optional(text),
  notBefore: optional(moment),
  notAfter: optional(moment),
};

interface Period {
  readonly notBefore?: string | undefined;
  readonly notAfter?: string | undefined;
}

/** A second of a certificate's life is the least it tells apart. */
const wholeSeconds = (moment: string | Date): Date => new Date(Math.floor(new Date(moment).getTime() / 1000) * 1000);

/** When a certificate is valid where nobody says so: from now, for as long as it may be. */
export function validityOf({ notBefore, notAfter }: Period, now: Date, longest: (start: Date) => Date) {
  const start = wholeSeconds(notBefore ?? now);
  return { notBefore: start, notAfter: notAfter ? wholeSeconds(notAfter) : longest(start) };
}

export const longestRoot = (start: Date): Date => yearsAfter(start, IACA_YEARS_MAX);
export const longestDocumentSigner = (start: Date): Date => daysAfter(start, DOCUMENT_SIGNER_DAYS_MAX);

const KeyRequest = z
  .strictObject({
    backend: z.string().max(100).default("jwk"),
    keyType: z.string().max(100).default("secp256r1").describe("secp256r1, secp384r1 or secp521r1."),
    config: optional(z.record(z.string().max(100), z.unknown())).describe("Where the backend is, as for an issuer."),
  })
  .prefault({});

export const OnboardIaca = z
  .strictObject({
    certificateData: z.strictObject({
      ...subject,
      issuerAlternativeNameConf: z
        .strictObject({ email: optional(z.email().max(200)), uri: optional(address) })
        .refine(({ email, uri }) => email !== undefined || uri !== undefined, "Give an email, a uri, or both."),
      crlDistributionPointUri: optional(address),
    }),
    ecKeyGenRequestParams: KeyRequest,
  })
  .meta({ id: "IACAOnboardingRequest" });
export type OnboardIaca = z.infer<typeof OnboardIaca>;

export const OnboardDocumentSigner = z
  .strictObject({
    iacaSigner: z.strictObject({
      iacaKey: z.unknown().refine((key) => key !== undefined, "Give the root's key object."),
      iacaPem: z.string().max(20_000).describe("The root's certificate."),
    }),
    certificateData: z
      .strictObject({
        ...subject,
        localityName: optional(text),
        crlDistributionPointUri: address,
        issuerEmailAddress: optional(z.email().max(200)),
        issuerUri: optional(address),
      })
      .refine(({ issuerEmailAddress, issuerUri }) => issuerEmailAddress !== undefined || issuerUri !== undefined, {
        error: "Give issuerEmailAddress, issuerUri, or both.",
        path: ["issuerUri"],
      }),
    ecKeyGenRequestParams: KeyRequest,
  })
  .meta({ id: "DocumentSignerOnboardingRequest" });
export type OnboardDocumentSigner = z.infer<typeof OnboardDocumentSigner>;

const Finding = z.object({
  validatorId: z.string(),
  severity: z.enum(["WARNING", "ERROR"]),
  message: z.string(),
});
export type Finding = z.infer<typeof Finding>;

const certified = {
  certificatePEM: z.string(),
  certificateData: z.record(z.string(), z.unknown()).describe("As asked for, with the dates that were chosen."),
  certificateValidationResult: z.array(Finding).describe("What is allowed but worth knowing; empty when all is well."),
};
const keyObject = z.record(z.string(), z.unknown()).describe("The key object, without its secrets.");

export const OnboardedIaca = z.object({ iacaKey: keyObject, ...certified }).meta({ id: "OnboardedIACA" });
export const OnboardedDocumentSigner = z
  .object({ documentSignerKey: keyObject, ...certified })
  .meta({ id: "OnboardedDocumentSigner" });
