import { encode, Tag } from "cbor2";
import { toBase64url } from "@/components/wallet/protocol/encoding";

const NAMESPACE = "StaffBadge";

type Elements = Readonly<Record<string, unknown>>;

const item = ([name, value]: [string, unknown], digestID: number) =>
  new Tag(24, encode({ digestID, random: new Uint8Array(32), elementIdentifier: name, elementValue: value }));

/** An mdoc written by an independent library; `forged` elements stand in the place of those that were signed. */
export async function issuerSignedOf(elements: Elements, { forged = elements }: { forged?: Elements } = {}) {
  const digests = await Promise.all(
    Object.entries(elements).map(async (element, at) => {
      const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(encode(item(element, at))));
      return [at, new Uint8Array(digest)] as const;
    }),
  );
  const time = (text: string) => new Tag(0, text);
  const securityObject = {
    version: "1.0",
    digestAlgorithm: "SHA-256",
    docType: NAMESPACE,
    valueDigests: { [NAMESPACE]: new Map(digests) },
    validityInfo: {
      signed: time("2026-01-01T00:00:00Z"),
      validFrom: time("2026-01-01T00:00:00Z"),
      validUntil: time("2027-01-01T00:00:00Z"),
    },
    status: { status_list: { idx: 412, uri: "https://portal.example.org/status-lists/7" } },
  };
  const payload = encode(new Tag(24, encode(securityObject)));
  const issuerAuth = [encode(new Map([[1, -7]])), new Map(), payload, new Uint8Array(64)];
  const document = { nameSpaces: { [NAMESPACE]: Object.entries(forged).map(item) }, issuerAuth };
  return { credential: toBase64url(encode(document)) };
}
