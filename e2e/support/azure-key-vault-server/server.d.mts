export type KeyVaultAction = "signIn" | "keys/create" | "keys/get" | "keys/sign" | "keys/delete";

export interface KeyVaultApplication {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Actions that its role does not allow. */
  deny?: KeyVaultAction[];
}

export interface KeyVaultSwitches {
  latencyMs: number;
  deny: KeyVaultAction[];
  throttleNext: number;
  failNext: { count: number; status: number; message?: string } | null;
  hangNext: { count: number; seconds: number } | null;
  signOtherBytes: boolean;
  signatureShape: "any" | "shortR" | "unpadded";
  hidePublicKeys: boolean;
}

export interface KeyVaultRequest {
  action: KeyVaultAction | null;
  clientId: string | null;
  key: string | null;
  status: number | null;
}

export interface KeyVaultServer {
  /** Of the vault, and of the directory too. */
  url: string;
  control: { set(changes: Partial<KeyVaultSwitches>): void; reset(): void; show(): KeyVaultSwitches };
  requests: KeyVaultRequest[];
  disable(name: string): void;
  purge(name: string): void;
  stop(): Promise<void>;
}

export const defaultApplication: KeyVaultApplication;

export function startKeyVaultServer(options?: {
  port?: number;
  applications?: KeyVaultApplication[];
  tokenSeconds?: number;
  now?: () => number;
}): Promise<KeyVaultServer>;
