import type { Issuer } from "@/lib/authority/signer";
import { dateTime, numericDate, unsignedJws } from "@/lib/formats/compact";
import type { CertificateChain } from "@/lib/formats/format";
import { base64url } from "@/lib/kernel/bytes";
import { bitstringOf, type Statuses, tokenStatusListBits } from "@/lib/status-list/bits";
import { CWT_TYPE, unsignedCwt } from "@/lib/status-list/cwt";
import { TTL_SECONDS } from "@/lib/status-list/lifetime";

/** `token`: Token Status List as a JWT. `cwt`: the same as a CWT, for readers of mdocs. `bitstring`: W3C Bitstring Status List as a VC-JWT. `list2021`: its forerunner. */
export type Encoding = "token" | "cwt" | "bitstring" | "list2021";

interface StatusListContent {
  readonly uri: string;
  readonly statuses: Statuses;
  readonly bits: 1 | 2 | 4 | 8;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly issuer: Issuer;
  /** Of the key that signs, where its authority issues mdocs. */
  readonly certificates: CertificateChain | null;
}

interface StatusListEncoding {
  readonly contentType: string;
  /** Binary forms are kept in base64url, and served as they are. */
  readonly binary?: true;
  encode(content: StatusListContent): Promise<string>;
}

async function signed({ signer }: Issuer, typ: string, payload: object): Promise<string> {
  const unsigned = unsignedJws({ alg: signer.algorithm, typ, kid: signer.keyId }, payload);
  return unsigned.complete(await signer.sign(unsigned.signingInput));
}

export const encodings: Readonly<Record<Encoding, StatusListEncoding>> = {
  // Token Status List, section 5.1
  token: {
    contentType: "application/statuslist+jwt",
    encode: ({ uri, statuses, bits, now, expiresAt, issuer }) =>
      signed(issuer, "statuslist+jwt", {
        iss: issuer.did,
        sub: uri,
        iat: numericDate(now),
        exp: numericDate(expiresAt),
        ttl: TTL_SECONDS,
        status_list: { bits, lst: tokenStatusListBits(statuses, bits) },
      }),
  },
  // Token Status List, section 5.2
  cwt: {
    contentType: CWT_TYPE,
    binary: true,
    encode: async ({ issuer, ...content }) => {
      const unsigned = unsignedCwt(content, issuer.signer);
      return base64url(unsigned.complete(await issuer.signer.sign(unsigned.signingInput)));
    },
  },
  // W3C Bitstring Status List 1.0, section 2.2: its time to live is in milliseconds
  bitstring: {
    contentType: "application/jwt",
    encode: (content) =>
      signedListCredential(content, {
        context: "https://www.w3.org/ns/credentials/status/v1",
        type: "BitstringStatusList",
        encodedList: `u${bitstringOf(content.statuses)}`,
        ttl: TTL_SECONDS * 1000,
      }),
  },
  // W3C Status List 2021, section 4.2: without the multibase sign that its successor has
  list2021: {
    contentType: "application/jwt",
    encode: (content) =>
      signedListCredential(content, {
        context: "https://w3id.org/vc/status-list/2021/v1",
        type: "StatusList2021",
        encodedList: bitstringOf(content.statuses),
      }),
  },
};

interface ListWords {
  readonly context: string;
  readonly type: string;
  readonly encodedList: string;
  readonly ttl?: number;
}

/** A list as a credential of its own, in the words of its standard. */
function signedListCredential(
  { uri, now, expiresAt, issuer }: StatusListContent,
  { context, type, ...list }: ListWords,
) {
  return signed(issuer, "JWT", {
    iss: issuer.did,
    sub: uri,
    jti: uri,
    nbf: numericDate(now),
    iat: numericDate(now),
    exp: numericDate(expiresAt),
    vc: {
      "@context": ["https://www.w3.org/2018/credentials/v1", context],
      id: uri,
      type: ["VerifiableCredential", `${type}Credential`],
      issuer: issuer.did,
      issuanceDate: dateTime(now),
      expirationDate: dateTime(expiresAt),
      validFrom: dateTime(now),
      validUntil: dateTime(expiresAt),
      credentialSubject: { id: `${uri}#list`, type, statusPurpose: "revocation", ...list },
    },
  });
}
