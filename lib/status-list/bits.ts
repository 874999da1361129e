import { deflateSync, gzipSync } from "node:zlib";
import { base64url } from "@/lib/kernel/bytes";

/** The status of every entry of a list, one byte each: 0 valid, 1 invalid, 2 suspended. */
export type Statuses = Uint8Array;

/**
 * Packs statuses for a Token Status List: entry i stands `bits` wide in byte ⌊i·bits/8⌋, counted from the least
 * significant bit; then DEFLATE in ZLIB format (Token Status List, section 4.1).
 */
export function tokenStatusListBytes(statuses: Statuses, bits: 1 | 2 | 4 | 8): Uint8Array {
  const packed = new Uint8Array(Math.ceil((statuses.length * bits) / 8));
  for (const [index, status] of statuses.entries()) {
    if (status === 0) continue;
    const at = index * bits;
    packed[at >> 3] = (packed[at >> 3] ?? 0) | (status << (at & 7));
  }
  return deflateSync(packed, { level: 9 });
}

/** The same in base64url, as the JWT form has it. */
export const tokenStatusListBits = (statuses: Statuses, bits: 1 | 2 | 4 | 8): string =>
  base64url(tokenStatusListBytes(statuses, bits));

/**
 * One bit per entry that is not valid, the most significant first, gzipped, in base64url: the opposite bit
 * order of a Token Status List (W3C Bitstring Status List, section 3.1).
 */
export function bitstringOf(statuses: Statuses): string {
  const packed = new Uint8Array(Math.ceil(statuses.length / 8));
  for (const [index, status] of statuses.entries()) {
    if (status !== 0) packed[index >> 3] = (packed[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return base64url(gzipSync(packed, { level: 9 }));
}
