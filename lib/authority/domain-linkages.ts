import type { LinkedIssuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { DID_CONFIGURATION_CONTEXT, signDomainLinkage } from "@/lib/did/domain-linkage";

/** As long as the Admin API's own: the file is hosted once and then forgotten. */
const LINKAGE_YEARS = 25;

/** This authority's word that its domain and its DID belong together, freshly signed. */
export function signAuthorityLinkage(
  platform: Platform,
  { did, linkedDomainUrl, signer }: LinkedIssuer,
  context: string,
): Promise<string> {
  const from = platform.now();
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + LINKAGE_YEARS);
  return signDomainLinkage(signer, { did, origin: linkedDomainUrl, from, until, context });
}

/** The signature is made once an hour and worker, not at each reading: anyone may read. */
const linkages = databaseCache<{ token: Promise<string> }>({ name: "domain-linkages", max: 1000, ttl: 3_600_000 });

/** The same, at most an hour old. */
export async function authorityLinkage(platform: Platform, issuer: LinkedIssuer): Promise<string> {
  const name = `${issuer.signer.keyId} ${issuer.linkedDomainUrl}`;
  let linkage = linkages(platform).get(name);
  if (!linkage) {
    linkage = { token: signAuthorityLinkage(platform, issuer, DID_CONFIGURATION_CONTEXT) };
    linkages(platform).set(name, linkage);
  }
  try {
    return await linkage.token;
  } catch (error) {
    linkages(platform).delete(name);
    throw error;
  }
}
