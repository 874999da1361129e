import type * as z from "zod";
import type { Secret } from "@/lib/kernel/secret";
import type { Algorithm, Backend, KeyState, KeyType, PublicJwk } from "@/lib/signing-key/schema";

/** Everything a provider needs to use a key again. Secrets are wrapped; unwrap them at the call that needs them. */
export interface KeyHandle {
  readonly tenantId: string;
  readonly id: string;
  readonly backend: Backend;
  readonly keyType: KeyType;
  readonly algorithm: Algorithm;
  readonly reference: string | null;
  readonly publicJwk: PublicJwk;
  /** The provider's parsed config. */
  readonly config: Secret<unknown>;
  /** The private JWK as JSON, only for keys that we hold ourselves. */
  readonly privateKey: Secret | null;
}

/** What is known of a key that may never have been finished: enough to have it destroyed. */
export type KeyPlace = Pick<KeyHandle, "tenantId" | "id" | "reference" | "config">;

/** How a backend says a key is; `deletionDate` only for one that waits for it. */
export interface KeyCondition {
  readonly state: KeyState;
  readonly deletionDate: Date | null;
}

export interface NewKey {
  readonly tenantId: string;
  /** Our row's id: a provider tags the key with it, so that an orphan can be found. */
  readonly id: string;
  readonly name: string;
  readonly keyType: KeyType;
  /** A name of the caller's own for the key in its backend, and marks to put on it, where the backend has such. */
  readonly alias?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A key that somebody made before, as its backend tells of it. */
export interface AdoptedKey {
  readonly reference: string;
  readonly keyType: KeyType;
  readonly publicJwk: PublicJwk;
}

export interface CreatedKey {
  /** The backend's name for the key (an ARN), or null where the key is ours to keep. */
  readonly reference: string | null;
  readonly publicJwk: PublicJwk;
  /** The private JWK as JSON, to be sealed by the caller; null where the backend keeps it. */
  readonly privateKey: Secret | null;
}

/**
 * Who holds private keys. Adding one is a file, a line in `registry.ts` and a pass of `provider.contract.ts`.
 *
 * Refusals are Problems: `key_provider_unavailable` (silent, throttled, breaker open; carries `retryAfterSeconds`) or
 * `key_provider_refused` (denied, wrong key state). Their messages never hold what the backend said: that is `cause`.
 */
export interface KeyProvider<Config = unknown> {
  readonly name: Backend;
  readonly keyTypes: readonly KeyType[];
  /** Judges `config` on every door and draws the onboarding form. */
  readonly config: z.ZodType<Config>;
  /** The members of a config that may be shown again. */
  settings(config: Config): Record<string, string>;
  /** The most bytes that such a key signs at once, where its backend has a limit. */
  longestMessage?(keyType: KeyType): number;
  create(config: Config, key: NewKey): Promise<CreatedKey>;
  /**
   * Looks up a key by its backend's own name for it; `null` where the backend keeps none for us. By credentials of the
   * server itself, only a key that is tagged for the tenant is found (security S8): every other is as absent.
   */
  adopt(config: Config, key: { readonly tenantId: string; readonly name: string }): Promise<AdoptedKey | null>;
  /** A JOSE signature over `data`: for ECDSA fixed-width r‖s, never DER. Not yet verified: `signer.ts` does that. */
  sign(key: KeyHandle, data: Uint8Array): Promise<Uint8Array>;
  /** Asks the backend how the key is. */
  condition(key: KeyHandle): Promise<KeyCondition>;
  /**
   * The backend's names of the keys that it made for a row of ours, found by the tag that `create` put on them: an
   * answer of `create` may have been lost. Keys named in `known` are not looked at.
   */
  findByTag(key: Pick<KeyPlace, "tenantId" | "id" | "config">, known: ReadonlySet<string>): Promise<string[]>;
  /**
   * Has the key destroyed, as soon as its backend allows. Asking again is fine, and so is asking for a key that is
   * gone. Gives the date on which it will be destroyed; null when it already is, or is ours to forget.
   */
  scheduleDeletion(key: KeyPlace): Promise<Date | null>;
}
