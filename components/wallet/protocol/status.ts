import { decodeJwt } from "jose";
import { record, text } from "@/components/contract/preview/read";
import type { StatusEntry } from "@/components/wallet/protocol/decode";
import { fromBase64url } from "@/components/wallet/protocol/encoding";
import { send, type Transport } from "@/components/wallet/protocol/transport";
import { WalletFailure } from "@/components/wallet/protocol/wallet-failure";

export type CredentialStatus = "valid" | "revoked" | "suspended";

/** A list of 131 072 entries of 8 bits, twice over: what is larger is not unpacked. */
const LIST_BYTES_MAX = 256 * 1024;

/** Reads the credential's entry from the Token Status List it names (section 8.3 there), straight from the issuer. */
export async function checkStatus(transport: Transport, { uri, index }: StatusEntry): Promise<CredentialStatus> {
  const response = await send(transport, uri, { headers: { accept: "application/statuslist+jwt" } });
  const payload = decodeJwt(await response.text());
  if (payload.sub !== uri) throw unreadable();
  if (payload.exp !== undefined && payload.exp * 1000 <= transport.now().getTime()) throw unreadable();
  const { bits, lst } = record(payload.status_list);
  if (typeof bits !== "number" || ![1, 2, 4, 8].includes(bits)) throw unreadable();
  const value = statusAt(await inflate(fromBase64url(text(lst))), bits, index);
  if (value === undefined) throw unreadable();
  return value === 0 ? "valid" : value === 2 ? "suspended" : "revoked";
}

/** Entries begin at the least significant bit of each byte (Token Status List, section 4.1). */
export function statusAt(list: Uint8Array, bits: number, index: number): number | undefined {
  const byte = list[Math.floor((index * bits) / 8)];
  return byte === undefined ? undefined : (byte >> ((index * bits) % 8)) & ((1 << bits) - 1);
}

async function inflate(compressed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const list: number[] = [];
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return Uint8Array.from(list);
    for (const byte of value) list.push(byte);
    if (list.length > LIST_BYTES_MAX) throw unreadable();
  }
}

const unreadable = (): WalletFailure =>
  new WalletFailure("unsupported", "The status list cannot be read", "It is not in the form the standard asks for.");
