import type { HolderKey } from "@/e2e/support/wallet/holder-key";

/** A credential that a wallet got, with the key that it belongs to. */
export interface ClaimedCredential {
  readonly credential: string;
  readonly holder: HolderKey;
}

export interface ClaimOptions {
  /** The transaction code that the holder typed in. */
  readonly pin?: string;
}

/** A wallet of somebody else's making: it takes every credential of an offer. */
export type ClaimAll = (offerUri: string, options?: ClaimOptions) => Promise<ClaimedCredential[]>;
