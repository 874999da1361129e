import { hkdfSync } from "node:crypto";
import { hmacSha256 } from "@/lib/kernel/hash";

/** Each use of the operator's key has a key of its own, so that no use can forge for another. */
const labels = [
  "one-time-token",
  "api-token",
  "portal-session",
  "data-key",
  "wallet-token",
  "nonce",
  "index-claim",
  "audit",
  "callback",
  "pepper",
  "idempotency",
] as const;

type KeyLabel = (typeof labels)[number];

/** HKDF-SHA256 without salt; `label` is the info (RFC 5869). 32 bytes. */
const deriveKey = (masterKey: Uint8Array, label: string): Buffer =>
  Buffer.from(hkdfSync("sha256", masterKey, new Uint8Array(), label, 32));

/** The keys derived from `MASTER_KEY`. */
export class MasterKeys {
  readonly #keys: ReadonlyMap<KeyLabel, Buffer>;

  constructor(masterKey: Uint8Array) {
    this.#keys = new Map(labels.map((label) => [label, deriveKey(masterKey, label)]));
  }

  key(label: KeyLabel): Buffer {
    const key = this.#keys.get(label);
    if (!key) throw new Error(`No key is derived for ${label}.`);
    return key;
  }

  /** How secrets that are only ever compared are stored (security S6). base64url. */
  hash(label: KeyLabel, value: string): string {
    return hmacSha256(this.key(label), value).toString("base64url");
  }
}
