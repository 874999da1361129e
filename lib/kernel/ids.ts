import { randomBytes, randomUUID } from "node:crypto";

/** Random and injected wherever it matters, so that tests can foresee it (security D7). */
export interface Random {
  bytes(length: number): Uint8Array;
  uuid(): string;
  /** A whole number from 0 up to, not including, `limit` (at most 2^32). */
  integer(limit: number): number;
}

const STOCK_BYTES = 4096;
let stock = Buffer.alloc(0);

/** Drawing many bytes at once costs what drawing a few does. What is handed out is wiped here. */
function drawBytes(length: number): Uint8Array {
  if (stock.length < length) stock = randomBytes(Math.max(STOCK_BYTES, length));
  const taken = stock.subarray(0, length);
  stock = stock.subarray(length);
  const bytes = new Uint8Array(taken);
  taken.fill(0);
  return bytes;
}

export const systemRandom: Random = {
  bytes: drawBytes,
  uuid: () => randomUUID(),
  integer: (limit) => {
    // Rejection sampling: a plain modulo would favour small numbers.
    const ceiling = Math.floor(2 ** 32 / limit) * limit;
    for (;;) {
      const drawn = Buffer.from(drawBytes(4)).readUInt32BE();
      if (drawn < ceiling) return drawn % limit;
    }
  },
};

/** 256 random bits as base64url: codes and tokens (security D7). */
export const randomToken = (random: Random): string => Buffer.from(random.bytes(32)).toString("base64url");

const CREDENTIAL_URN = /^urn:pic:([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** The Admin API's credential id, which is also the credential's `jti`. */
export const credentialUrn = (id: string): string => `urn:pic:${id.replaceAll("-", "")}`;

/** The row id behind a credential URN, or null when it is none. */
export function credentialIdFromUrn(urn: string): string | null {
  const parts = CREDENTIAL_URN.exec(urn);
  return parts ? parts.slice(1).join("-") : null;
}

export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
