/**
 * The credentials `npm run dev:kms` and tests sign in with. They open nothing but this test server.
 * An account: `{accountId, accessKeyId, secretAccessKey, sessionToken?, expiresAt?, deny?: ["Sign", …]}`; several may
 * share an `accountId`, as users of one AWS account do.
 */
export const defaultAccount = {
  accountId: "111122223333",
  accessKeyId: "AKIALOCALTESTSERVER1",
  secretAccessKey: "local-test-server-secret-access-key-1",
};

export const defaultRegion = "eu-central-1";

/** The environment with which the AWS SDK finds this server and signs in to it. */
export const environmentOf = (url, account) => ({
  AWS_ENDPOINT_URL_KMS: url,
  AWS_REGION: defaultRegion,
  AWS_ACCESS_KEY_ID: account.accessKeyId,
  AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
  ...(account.sessionToken ? { AWS_SESSION_TOKEN: account.sessionToken } : {}),
});
