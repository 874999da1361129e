import { authorityKey, type CertificateContent, subjectKey } from "@/lib/certificate/sign-certificate";
import {
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsageExtension,
  IssuerAlternativeNameExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
} from "@/lib/certificate/x509";
import type { PublicJwk } from "@/lib/signing-key/schema";

/** mdlDS: may sign mobile documents (ISO/IEC 18013-5, annex B.1.4). */
const DOCUMENT_SIGNER_USAGE = "1.0.18013.5.1.2";

const DAY_MS = 86_400_000;

/** The longest that each may live. */
export const IACA_YEARS_MAX = 20;
export const DOCUMENT_SIGNER_DAYS_MAX = 457;

export function yearsAfter(date: Date, years: number): Date {
  const later = new Date(date);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

export const daysAfter = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY_MS);

/** Whom a certificate names. */
export interface Subject {
  readonly country: string;
  readonly commonName: string;
  readonly stateOrProvinceName?: string | undefined;
  readonly organizationName?: string | undefined;
  readonly localityName?: string | undefined;
}

function subjectName({ country, commonName, ...rest }: Subject): Name {
  const { stateOrProvinceName, localityName, organizationName } = rest;
  const parts: [string, string | undefined][] = [
    ["ST", stateOrProvinceName],
    ["L", localityName],
    ["O", organizationName],
    ["CN", commonName],
  ];
  return new Name([
    // ISO 3166 codes are printable strings (RFC 5280, appendix A), the other parts may be in any script.
    { C: [{ printableString: country }] },
    ...parts.flatMap(([name, value]) => (value === undefined ? [] : [{ [name]: [{ utf8String: value }] }])),
  ]);
}

/** How to reach who issues: the issuer alternative name. */
export interface Contact {
  readonly email?: string | undefined;
  readonly uri?: string | undefined;
}

const alternativeName = ({ email, uri }: Contact) =>
  new IssuerAlternativeNameExtension([
    ...(email === undefined ? [] : [{ type: "email" as const, value: email }]),
    ...(uri === undefined ? [] : [{ type: "url" as const, value: uri }]),
  ]);

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The root of an issuing authority, signed by its own key (ISO/IEC 18013-5, annex B.1.2). */
export function iacaContent(
  subject: Subject,
  { notBefore, notAfter }: Validity,
  publicJwk: PublicJwk,
  { contact, crlUri }: { contact: Contact; crlUri?: string | undefined },
): CertificateContent {
  const name = subjectName(subject);
  return {
    subject: name,
    issuer: name,
    notBefore,
    notAfter,
    publicJwk,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      subjectKey(publicJwk),
      alternativeName(contact),
      ...(crlUri === undefined ? [] : [new CRLDistributionPointsExtension([crlUri])]),
    ],
  };
}

/** A certificate that lets a key sign documents, under a root (ISO/IEC 18013-5, annex B.1.4). */
export function documentSignerContent(
  subject: Subject,
  { notBefore, notAfter }: Validity,
  publicJwk: PublicJwk,
  { issuer, issuerJwk, contact, crlUri }: { issuer: Name; issuerJwk: PublicJwk; contact: Contact; crlUri: string },
): CertificateContent {
  return {
    subject: subjectName(subject),
    issuer,
    notBefore,
    notAfter,
    publicJwk,
    extensions: [
      authorityKey(issuerJwk),
      subjectKey(publicJwk),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([DOCUMENT_SIGNER_USAGE], true),
      alternativeName(contact),
      new CRLDistributionPointsExtension([crlUri]),
    ],
  };
}
