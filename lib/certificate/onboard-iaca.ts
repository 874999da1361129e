import { findings, requirePeriod } from "@/lib/certificate/compliance";
import { plannedKey } from "@/lib/certificate/onboard-key";
import { longestRoot, OnboardIaca, validityOf } from "@/lib/certificate/onboard-schema";
import { IACA_YEARS_MAX, iacaContent } from "@/lib/certificate/profiles";
import { signCertificate } from "@/lib/certificate/sign-certificate";
import { defineUseCase } from "@/lib/use-case";

/** Makes the root of an issuing authority: a key in its backend, and a certificate that it signs for itself. */
export const onboardIaca = defineUseCase(
  { name: "onboardIaca", input: OnboardIaca },
  async (ctx, { certificateData, ecKeyGenRequestParams }) => {
    const now = ctx.now();
    const data = { ...certificateData, ...validityOf(certificateData, now, longestRoot) };
    requirePeriod(data, now, longestRoot, `${IACA_YEARS_MAX} years`);
    const makeKey = plannedKey(ctx, ecKeyGenRequestParams, `IACA key of ${data.commonName}`);
    const { shown, signer } = await makeKey();
    const content = iacaContent(data, data, signer.publicJwk, {
      contact: data.issuerAlternativeNameConf,
      crlUri: data.crlDistributionPointUri,
    });
    const certificate = await signCertificate(content, signer, ctx.random);
    return {
      iacaKey: shown,
      certificatePEM: certificate.toString("pem"),
      certificateData: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
      certificateValidationResult: findings(data, now),
    };
  },
);
