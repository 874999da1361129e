export interface KmsAccount {
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Milliseconds since 1970, when a session ends. */
  expiresAt?: number;
  /** Operations the account's policy denies. */
  deny?: string[];
}

export interface KmsSwitches {
  latencyMs: number;
  only: string[] | null;
  errorRate: number;
  deny: string[];
  throttleNext: number;
  failNext: { count: number; type: string; message?: string; status?: number } | null;
  hangNext: { count: number; seconds: number } | null;
  signOtherBytes: boolean;
  signatureShape: "any" | "shortR" | "shortS";
}

export interface KmsRequest {
  operation: string | null;
  accessKeyId: string | null;
  region: string | null;
  keyId: string | null;
  /** The name of the error that was answered. */
  error: string | null;
}

export interface KmsServer {
  url: string;
  /** Variables with which the AWS SDK finds this server and signs in as its first account. */
  env: Record<string, string>;
  control: { set(changes: Partial<KmsSwitches>): void; reset(): void; show(): KmsSwitches };
  requests: KmsRequest[];
  mostInFlight(): number;
  /** Forgets a key, as if its day had come. */
  purge(arn: string): void;
  stop(): Promise<void>;
}

export function startKmsServer(options?: {
  port?: number;
  folder?: string;
  latencyMs?: number;
  accounts?: KmsAccount[];
  regions?: string[];
  keyLimit?: number;
  now?: () => number;
}): Promise<KmsServer>;
