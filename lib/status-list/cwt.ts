import { type CborValue, encodeCbor } from "@/lib/formats/cbor";
import { numericDate } from "@/lib/formats/compact";
import { certificateChain, coseAlgorithm, coseKeyId, header, taggedCose, unsignedCose } from "@/lib/formats/cose";
import type { CertificateChain, SignerHeader } from "@/lib/formats/format";
import { type Statuses, tokenStatusListBytes } from "@/lib/status-list/bits";
import { TTL_SECONDS } from "@/lib/status-list/lifetime";

export const CWT_TYPE = "application/statuslist+cwt";

/** Claims of a CWT by their numbers (RFC 8392, section 3.1; Token Status List, section 5.2). */
const claim = { subject: 2, expires: 4, issuedAt: 6, timeToLive: 65534, statusList: 65533 } as const;

interface CwtContent {
  readonly uri: string;
  readonly statuses: Statuses;
  readonly bits: 1 | 2 | 4 | 8;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly certificates: CertificateChain | null;
}

/** The list as CBOR has it (Token Status List, section 4.3). */
export const cborStatusList = (statuses: Statuses, bits: 1 | 2 | 4 | 8): CborValue => ({
  bits,
  lst: tokenStatusListBytes(statuses, bits),
});

/**
 * A Token Status List as a CWT, tagged as COSE_Sign1: with the certificates by which mdocs of the same authority are
 * verified, or its key's DID URL where it issues none.
 */
export function unsignedCwt({ certificates, ...content }: CwtContent, { algorithm, keyId }: SignerHeader) {
  const claims = new Map<number, CborValue>([
    [claim.subject, content.uri],
    [claim.expires, numericDate(content.expiresAt)],
    [claim.issuedAt, numericDate(content.now)],
    [claim.timeToLive, TTL_SECONDS],
    [claim.statusList, cborStatusList(content.statuses, content.bits)],
  ]);
  const by: [number, CborValue] = certificates
    ? [header.certificates, certificateChain(certificates.der)]
    : [header.keyId, coseKeyId(keyId)];
  const headers = {
    protected: new Map<number, CborValue>([
      [header.algorithm, coseAlgorithm(algorithm)],
      [header.type, CWT_TYPE],
    ]),
    unprotected: new Map([by]),
  };
  const { signingInput, complete } = unsignedCose(headers, encodeCbor(claims));
  return { signingInput, complete: (signature: Uint8Array) => taggedCose(complete(signature)) };
}
