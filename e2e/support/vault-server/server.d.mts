export type VaultAction = "signIn" | "renew" | "create" | "read" | "sign" | "configure" | "delete" | "rotate";

export interface VaultIdentity {
  name: string;
  namespace?: string;
  token?: string;
  roleId?: string;
  secretId?: string;
  username?: string;
  password?: string;
  /** Actions that its policy denies. */
  deny?: VaultAction[];
}

export interface VaultSwitches {
  latencyMs: number;
  deny: VaultAction[];
  throttleNext: number;
  failNext: { count: number; status: number; message?: string } | null;
  hangNext: { count: number; seconds: number } | null;
  signOtherBytes: boolean;
  signatureShape: "any" | "shortR" | "unpadded";
  hidePublicKeys: boolean;
}

export interface VaultRequest {
  action: VaultAction | null;
  identity: string | null;
  namespace: string | null;
  path: string | null;
  key: string | null;
  status: number | null;
}

export interface VaultServer {
  url: string;
  control: { set(changes: Partial<VaultSwitches>): void; reset(): void; show(): VaultSwitches };
  requests: VaultRequest[];
  mostInFlight(): number;
  /** Ends every token that was signed in for. */
  revokeTokens(): void;
  stop(): Promise<void>;
}

export const defaultIdentity: VaultIdentity;

export function startVaultServer(options?: {
  port?: number;
  mount?: string;
  identities?: VaultIdentity[];
  leaseSeconds?: number;
  now?: () => number;
}): Promise<VaultServer>;
