import * as z from "zod";
import { Secret } from "@/lib/kernel/secret";
import { VaultFailure } from "@/lib/keys/vault-refusal";
import type { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

/** Sends one request with this token, or with none, and gives the body of a 2xx. */
type SendToVault = (path: string, body: unknown, token: string | null) => Promise<unknown>;

interface Lease {
  readonly token: Secret;
  readonly renewable: boolean;
  /** Milliseconds since 1970. */
  readonly renewAt: number;
  readonly endsAt: number;
}

const SignedIn = z.object({
  auth: z.object({
    client_token: z.string().regex(/^[!-~]+$/),
    /** Seconds; 0 for a token that never ends. */
    lease_duration: z.number().min(0),
    renewable: z.boolean(),
  }),
});

function leaseOf(answer: unknown, at: number): Lease {
  const signedIn = SignedIn.safeParse(answer);
  if (!signedIn.success) throw new VaultFailure("nonsense", "a sign-in without token");
  const { client_token, lease_duration, renewable } = signedIn.data.auth;
  const lasts = lease_duration === 0 ? Number.POSITIVE_INFINITY : lease_duration * 1000;
  return { token: new Secret(client_token), renewable, renewAt: at + (lasts * 2) / 3, endsAt: at + lasts * 0.95 };
}

function signInRequest(config: Exclude<VaultKeyConfig, { credentials: "token" }>): [string, unknown] {
  if (config.credentials === "appRole")
    return [`auth/${config.appRolePath}/login`, { role_id: config.roleId, secret_id: config.secretId }];
  return [`auth/${config.userpassPath}/login/${encodeURIComponent(config.username)}`, { password: config.password }];
}

/** A token by which Vault knows us: signed in for once, renewed when two thirds of its lease are over. */
export class VaultSession {
  #lease: Lease | null = null;
  #asking: Promise<Lease> | null = null;

  constructor(
    private readonly config: VaultKeyConfig,
    private readonly send: SendToVault,
    private readonly now: () => Date,
  ) {}

  async token(): Promise<string> {
    if (this.config.credentials === "token") return this.config.token;
    const lease = this.#lease;
    if (lease && this.now().getTime() < lease.renewAt) return lease.token.unwrap();
    this.#asking ??= this.#next(lease).finally(() => {
      this.#asking = null;
    });
    this.#lease = await this.#asking;
    return this.#lease.token.unwrap();
  }

  /** Whether another token may be had instead of one that Vault no longer takes. */
  drop(token: string): boolean {
    if (this.config.credentials === "token") return false;
    if (this.#lease?.token.unwrap() === token) this.#lease = null;
    return true;
  }

  async #next(lease: Lease | null): Promise<Lease> {
    const at = this.now().getTime();
    if (lease?.renewable && at < lease.endsAt) {
      const renewed = await this.#renew(lease, at);
      if (renewed) return renewed;
    }
    return this.#signIn(at);
  }

  /** Null when Vault will not renew it: signing in again may still work. */
  async #renew(lease: Lease, at: number): Promise<Lease | null> {
    try {
      return leaseOf(await this.send("auth/token/renew-self", {}, lease.token.unwrap()), at);
    } catch (error) {
      if (error instanceof VaultFailure) return null;
      throw error;
    }
  }

  async #signIn(at: number): Promise<Lease> {
    if (this.config.credentials === "token") throw new Error("A given token needs no sign-in.");
    const [path, body] = signInRequest(this.config);
    return leaseOf(await this.send(path, body, null), at);
  }
}
