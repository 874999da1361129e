import { createCipheriv, createDecipheriv } from "node:crypto";
import { systemRandom } from "@/lib/kernel/ids";

/** Where a sealed value lives. It is authenticated with the value, so a value moved to another place does not open (security S5). */
export interface SealedPlace {
  readonly tenantId: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

const VERSION = "1";

const additionalData = ({ tenantId, table, row, column }: SealedPlace): Buffer =>
  Buffer.from([VERSION, tenantId, table, row, column].join("\u0000"));

/** AES-256-GCM: `1.` + base64url of nonce, ciphertext and tag. */
export function seal(key: Uint8Array, place: SealedPlace, plaintext: string | Uint8Array): string {
  const nonce = systemRandom.bytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(additionalData(place));
  const sealed = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/** What is at this place was not sealed for it, or has been changed since. */
class BrokenSeal extends Error {
  readonly code = "BROKEN_SEAL";
  readonly table: string;

  constructor({ table, column }: SealedPlace, cause?: unknown) {
    super(`A sealed value in ${table}.${column} does not open.`, { cause });
    this.table = table;
  }
}

/** By its code: the bundler copies classes. */
export function isBrokenSeal(error: unknown, table: string): boolean {
  const failure = error as Partial<BrokenSeal> | null;
  return failure?.code === "BROKEN_SEAL" && failure.table === table;
}

/** Opens what {@link seal} made for this very place. Throws when key, place or a single bit differ: an incident, never null. */
export function unseal(key: Uint8Array, place: SealedPlace, sealed: string): Buffer {
  const [version, text] = sealed.split(".");
  if (version !== VERSION || !text) throw new BrokenSeal(place);
  try {
    return open(key, place, Buffer.from(text, "base64url"));
  } catch (error) {
    throw new BrokenSeal(place, error);
  }
}

function open(key: Uint8Array, place: SealedPlace, bytes: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(additionalData(place));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
