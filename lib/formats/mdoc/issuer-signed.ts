import { type CborValue, embedded, encodeCbor } from "@/lib/formats/cbor";
import { certificateChain, coseAlgorithm, coseKey, header, unsignedCose } from "@/lib/formats/cose";
import type { CertificateChain, UnsignedCredential } from "@/lib/formats/format";
import { tdate } from "@/lib/formats/mdoc/values";
import { base64url } from "@/lib/kernel/bytes";
import { sha256 } from "@/lib/kernel/hash";
import type { Random } from "@/lib/kernel/ids";
import type { Algorithm, PublicJwk } from "@/lib/signing-key/schema";

/** The elements of an mdoc by namespace, in their order. */
export type NameSpaces = ReadonlyMap<string, ReadonlyMap<string, CborValue>>;

/** Everything that stands in an mdoc (ISO/IEC 18013-5, section 9.1.2.4). */
interface MdocContent {
  readonly docType: string;
  readonly nameSpaces: NameSpaces;
  readonly holder: PublicJwk;
  readonly validFrom: Date;
  readonly validUntil: Date;
  /** The `status` of the mobile security object; null for a document without one. */
  readonly status: CborValue | null;
  /** Further members of the mobile security object's `deviceKeyInfo`. */
  readonly keyAuthorizations?: CborValue | undefined;
}

interface MdocSigner {
  readonly algorithm: Algorithm;
  readonly certificates: CertificateChain;
}

const RANDOM_BYTES = 32;

/** An IssuerSigned in base64url, as OpenID4VCI hands it out (appendix A.2.4). */
export function unsignedMdoc(
  content: MdocContent,
  { algorithm, certificates }: MdocSigner,
  random: Random,
): UnsignedCredential {
  const { nameSpaces, valueDigests } = digested(content.nameSpaces, random);
  const securityObject = encodeCbor(embedded(encodeCbor(mobileSecurityObject(content, valueDigests))));
  const cose = unsignedCose(
    {
      protected: new Map([[header.algorithm, coseAlgorithm(algorithm)]]),
      unprotected: new Map([[header.certificates, certificateChain(certificates.der)]]),
    },
    securityObject,
  );
  return {
    signingInput: cose.signingInput,
    complete: (signature) => base64url(encodeCbor({ nameSpaces, issuerAuth: cose.complete(signature) })),
  };
}

type Digests = ReadonlyMap<string, ReadonlyMap<number, Uint8Array>>;

function mobileSecurityObject(content: MdocContent, valueDigests: Digests): CborValue {
  const { keyAuthorizations, status } = content;
  return {
    version: "1.0",
    digestAlgorithm: "SHA-256",
    valueDigests,
    deviceKeyInfo: { deviceKey: coseKey(content.holder), ...(keyAuthorizations && { keyAuthorizations }) },
    docType: content.docType,
    validityInfo: {
      signed: tdate(content.validFrom),
      validFrom: tdate(content.validFrom),
      validUntil: tdate(content.validUntil),
    },
    ...(status !== null && { status }),
  };
}

/** Each element with its number and its salt, and the digests of them all by number. */
function digested(nameSpaces: NameSpaces, random: Random): { nameSpaces: CborValue; valueDigests: Digests } {
  const items = new Map<string, CborValue>();
  const valueDigests = new Map<string, ReadonlyMap<number, Uint8Array>>();
  for (const [nameSpace, elements] of nameSpaces) {
    const numbers = shuffled(elements.size, random);
    const salts = random.bytes(RANDOM_BYTES * elements.size);
    const digests: [number, Uint8Array][] = [];
    const signed = [...elements].map(([elementIdentifier, elementValue], at) => {
      const digestID = numbers[at] ?? 0;
      const salt = salts.subarray(at * RANDOM_BYTES, (at + 1) * RANDOM_BYTES);
      const item = embedded(encodeCbor({ digestID, random: salt, elementIdentifier, elementValue }));
      digests.push([digestID, sha256(encodeCbor(item))]);
      return item;
    });
    items.set(nameSpace, signed);
    // By number, so that the order of the digests tells nothing of the order of the elements.
    valueDigests.set(nameSpace, new Map(digests.sort(([one], [other]) => one - other)));
  }
  return { nameSpaces: items, valueDigests };
}

/** The numbers from 0 up to, not including, `count` in an order that nobody foresees. */
function shuffled(count: number, random: Random): number[] {
  const numbers = Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last--) {
    const at = random.integer(last + 1);
    [numbers[last], numbers[at]] = [numbers[at] ?? 0, numbers[last] ?? 0];
  }
  return numbers;
}
