import { record } from "@/lib/audit/record";
import type { CertificateSigner } from "@/lib/certificate/sign-certificate";
import type { Ctx, Platform } from "@/lib/context";
import { sha256Base64url } from "@/lib/kernel/hash";
import { signerOfKey } from "@/lib/signing-key/signer-of-key";
import { keyHandle } from "@/lib/signing-key/store";

/** Signs certificates with a key of the tenant's, whoever holds it. */
export async function keySigner(
  platform: Platform,
  tenantId: string,
  signingKeyId: string,
): Promise<CertificateSigner> {
  const key = await keyHandle(platform, tenantId, signingKeyId);
  const { algorithm, publicJwk } = key;
  return { algorithm, publicJwk, sign: signerOfKey(platform, key, signingKeyId).sign };
}

/** The same for a certificate that is handed out and not kept: what is to be signed is in the audit trail first (I2). */
export async function auditedKeySigner(ctx: Ctx, signingKeyId: string): Promise<CertificateSigner> {
  const signer = await keySigner(ctx, ctx.tenantId, signingKeyId);
  return {
    ...signer,
    sign: async (data) => {
      const details = { digest: sha256Base64url(data) };
      const target = { targetType: "signing_key", targetId: signingKeyId };
      await record(ctx, { action: "certificate.signature_requested", ...target, details });
      return signer.sign(data);
    },
  };
}
