import type { KmsAccount } from "./server.mjs";

export interface MetadataServer {
  url: string;
  /** Variables with which the AWS SDK finds it. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

export function startMetadataServer(options: {
  role: string;
  account: KmsAccount & { sessionToken: string };
  port?: number;
}): Promise<MetadataServer>;
