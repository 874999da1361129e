import { KMSClient, type KMSClientConfig } from "@aws-sdk/client-kms";
import type { KmsServer } from "@/e2e/support/kms-server/server.mjs";

/** The real AWS client, signed in as the server's first account unless told otherwise. */
export function clientOf(server: KmsServer, config: KMSClientConfig = {}): KMSClient {
  return new KMSClient({
    endpoint: server.url,
    region: server.env.AWS_REGION,
    credentials: {
      accessKeyId: server.env.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: server.env.AWS_SECRET_ACCESS_KEY ?? "",
      sessionToken: server.env.AWS_SESSION_TOKEN,
    },
    maxAttempts: 1,
    ...config,
  });
}
