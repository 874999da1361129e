import { findings, requirePeriod, requireWithinRoot } from "@/lib/certificate/compliance";
import { auditedKeySigner } from "@/lib/certificate/key-signer";
import { plannedKey } from "@/lib/certificate/onboard-key";
import { longestDocumentSigner, OnboardDocumentSigner, validityOf } from "@/lib/certificate/onboard-schema";
import { DOCUMENT_SIGNER_DAYS_MAX, documentSignerContent } from "@/lib/certificate/profiles";
import { type RootCertificate, readRoot } from "@/lib/certificate/read-root";
import { signCertificate } from "@/lib/certificate/sign-certificate";
import type { Ctx } from "@/lib/context";
import { prospectKey } from "@/lib/issuer/prospect-key";
import { invalidField } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Makes a key that signs documents, and its certificate under the root whose key and certificate are sent along. */
export const onboardDocumentSigner = defineUseCase(
  { name: "onboardDocumentSigner", input: OnboardDocumentSigner },
  async (ctx, { iacaSigner, certificateData, ecKeyGenRequestParams }) => {
    const now = ctx.now();
    const root = readRoot(iacaSigner.iacaPem, "iacaSigner.iacaPem");
    const data = { ...certificateData, ...validityOf(certificateData, now, withinRoot(root)) };
    requirePeriod(data, now, longestDocumentSigner, `${DOCUMENT_SIGNER_DAYS_MAX} days`);
    requireWithinRoot(data, root);
    const makeKey = plannedKey(ctx, ecKeyGenRequestParams, `Document signer key of ${data.commonName}`);
    const rootSigner = await signerOfRoot(ctx, root, iacaSigner.iacaKey);
    const { shown, signer } = await makeKey();
    const content = documentSignerContent(data, data, signer.publicJwk, {
      issuer: root.certificate.subjectName,
      issuerJwk: rootSigner.publicJwk,
      contact: { email: data.issuerEmailAddress, uri: data.issuerUri },
      crlUri: data.crlDistributionPointUri,
    });
    const certificate = await signCertificate(content, rootSigner, ctx.random);
    return {
      documentSignerKey: shown,
      certificatePEM: certificate.toString("pem"),
      certificateData: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
      certificateValidationResult: findings(data, now),
    };
  },
);

/** As long as it may be, and not longer than its root. */
const withinRoot =
  (root: RootCertificate) =>
  (start: Date): Date =>
    new Date(Math.min(longestDocumentSigner(start).getTime(), root.notAfter.getTime()));

async function signerOfRoot(ctx: Ctx, root: RootCertificate, iacaKey: unknown) {
  const key = await prospectKey(ctx, iacaKey, "iacaSigner.iacaKey");
  if (!root.isOf(key.publicJwk)) throw invalidField("iacaSigner.iacaPem", "This is the certificate of another key.");
  return auditedKeySigner(ctx, (await key.take()).id);
}
