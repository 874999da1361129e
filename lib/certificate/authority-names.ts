import type { Contact, Subject } from "@/lib/certificate/profiles";
import type { Platform } from "@/lib/context";

interface NamedAuthority {
  readonly authorityId: string;
  readonly name: string;
}

/** A common name has 64 characters at most (RFC 5280, appendix A.1). */
const commonName = (name: string, what: string): string => `${[...name].slice(0, 60 - what.length).join("")} ${what}`;

export const rootSubject = ({ name }: NamedAuthority, country: string): Subject => ({
  country,
  commonName: commonName(name, "root"),
});

export const documentSignerSubject = ({ name }: NamedAuthority, country: string): Subject => ({
  country,
  commonName: commonName(name, "document signer"),
});

const placeOf = ({ publicUrl }: Pick<Platform, "publicUrl">, authorityId: string): string =>
  `${publicUrl}/certificates/${authorityId}`;

/** Where the roots of an authority are found, in PEM. */
export const rootUrl = (platform: Pick<Platform, "publicUrl">, authorityId: string): string =>
  `${placeOf(platform, authorityId)}/iaca`;

/** Where it is told which certificates under one of its roots are not to be trusted any more. */
export const revocationListUrl = (platform: Pick<Platform, "publicUrl">, authorityId: string, rootId: string): string =>
  `${placeOf(platform, authorityId)}/crl/${rootId}`;

/** How to reach who issues: the credential issuer's own address. */
export const contactOf = (platform: Pick<Platform, "publicUrl">, authorityId: string): Contact => ({
  uri: `${platform.publicUrl}/oid4vci/${authorityId}`,
});
