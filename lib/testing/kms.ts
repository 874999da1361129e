import { afterAll, afterEach, beforeEach, vi } from "vitest";
import { type KmsServer, startKmsServer } from "@/e2e/support/kms-server/server.mjs";

/** An AWS KMS of the file's own, which the AWS SDK finds by its variables. Each test begins with none of its faults. */
export async function testKms(options: Parameters<typeof startKmsServer>[0] = {}): Promise<KmsServer> {
  const kms = await startKmsServer(options);
  const announce = () => void vi.stubEnv("AWS_ENDPOINT_URL_KMS", kms.url);
  announce();
  beforeEach(announce);
  afterEach(() => {
    kms.control.reset();
    vi.unstubAllEnvs();
  });
  afterAll(() => kms.stop());
  return kms;
}

/** Two organisations' accounts. Whoever finds "canary" in a row or an answer has found a secret. */
export const kmsAccounts = [account(1), account(2)] as const;

function account(number: number) {
  return {
    accountId: `11112222333${number}`,
    accessKeyId: `AKIALOCALTESTSERVER${number}`,
    secretAccessKey: `canary-secret-of-account-${number}`,
  };
}

/** The part of an account that its keys are asked for with. */
export const accessKeyOf = ({ accessKeyId, secretAccessKey }: (typeof kmsAccounts)[number]) => ({
  accessKeyId,
  secretAccessKey,
});
