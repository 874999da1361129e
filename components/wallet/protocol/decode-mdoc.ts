import type { DecodedCredential } from "@/components/wallet/protocol/decode";
import { fromBase64url, toBase64url } from "@/components/wallet/protocol/encoding";
import { readCbor, Tagged } from "@/components/wallet/protocol/read-cbor";

const EMBEDDED = 24;

const mapOf = (value: unknown): ReadonlyMap<unknown, unknown> => (value instanceof Map ? value : new Map());
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** CBOR within CBOR. */
function opened(value: unknown): unknown {
  const inner = value instanceof Tagged && value.tag === EMBEDDED ? value.value : value;
  return inner instanceof Uint8Array ? readCbor(inner) : inner;
}

/** Takes apart an IssuerSigned. Only elements whose digest the issuer signed count (ISO/IEC 18013-5, section 9.1.2). */
export async function decodeMdoc(credential: string): Promise<DecodedCredential> {
  const document = mapOf(readCbor(fromBase64url(credential)));
  const [protectedHeader, , payload] = listOf(document.get("issuerAuth"));
  const securityObject = mapOf(opened(opened(payload)));
  const digests = mapOf(securityObject.get("valueDigests"));
  const claims: Record<string, unknown> = {};
  for (const [namespace, items] of mapOf(document.get("nameSpaces"))) {
    for (const item of listOf(items)) {
      const element = mapOf(opened(item));
      const signed = mapOf(digests.get(namespace)).get(element.get("digestID"));
      if (!(await isDigestOf(signed, item))) continue;
      claims[String(element.get("elementIdentifier"))] = plain(element.get("elementValue"));
    }
  }
  const validity = mapOf(securityObject.get("validityInfo"));
  const list = mapOf(mapOf(securityObject.get("status")).get("status_list"));
  const [uri, index] = [list.get("uri"), list.get("idx")];
  return {
    claims,
    id: "",
    issuer: "",
    type: String(securityObject.get("docType") ?? ""),
    validFrom: moment(validity.get("validFrom")),
    validUntil: moment(validity.get("validUntil")),
    status: typeof uri === "string" && typeof index === "number" ? { uri, index } : null,
    header: plain(opened(protectedHeader)),
    payload: plain(securityObject),
    disclosures: [],
  };
}

/** The digest is over the item as it is embedded: tag, length and all. */
async function isDigestOf(digest: unknown, item: unknown): Promise<boolean> {
  if (!(digest instanceof Uint8Array && item instanceof Tagged && item.value instanceof Uint8Array)) return false;
  const computed = new Uint8Array(await crypto.subtle.digest("SHA-256", embedded(item.value)));
  return toBase64url(computed) === toBase64url(digest);
}

function embedded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = bytes.byteLength;
  const size =
    length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, Math.floor(length / 256), length % 256];
  const long = [0x5a, ...[24, 16, 8, 0].map((shift) => (length >> shift) & 255)];
  return Uint8Array.from([0xd8, EMBEDDED, ...(length < 65_536 ? size : long), ...bytes]);
}

const moment = (value: unknown): string | null => {
  const told = value instanceof Tagged ? value.value : value;
  return typeof told === "string" && !Number.isNaN(Date.parse(told)) ? new Date(told).toISOString() : null;
};

/** As JSON would have it: bytes in base64url, as pictures are in other formats. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64url(value);
  if (value instanceof Tagged) return plain(value.value);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [String(name), plain(one)]));
  return Array.isArray(value) ? value.map(plain) : value;
}
