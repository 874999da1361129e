import type { CertificateSigner } from "@/lib/certificate/sign-certificate";
import type { Platform } from "@/lib/context";
import { signerOf } from "@/lib/keys/signer";
import { keyHandle } from "@/lib/signing-key/store";

/** Signs certificates with a key of the tenant's, whoever holds it. */
export async function keySigner(
  platform: Platform,
  tenantId: string,
  signingKeyId: string,
): Promise<CertificateSigner> {
  const key = await keyHandle(platform, tenantId, signingKeyId);
  const { algorithm, publicJwk } = key;
  return { algorithm, publicJwk, sign: signerOf(platform.keyProviders[key.backend], key, signingKeyId).sign };
}
