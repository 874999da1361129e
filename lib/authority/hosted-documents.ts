import {
  authorityDidDocument,
  findDocumentOwner,
  findIssuersOfDomain,
  findOwnerOfDid,
} from "@/lib/authority/documents";
import { authorityLinkage } from "@/lib/authority/domain-linkages";
import type { Platform } from "@/lib/context";
import type { DidDocument } from "@/lib/did/document";
import { DID_CONFIGURATION_CONTEXT, type DidConfiguration } from "@/lib/did/domain-linkage";
import { didWebWithPath } from "@/lib/did/web";
import { logSkipped } from "@/lib/kernel/log-skipped";

/** What is served at `/.well-known/did.json` of a host that leads here; null when no authority has its DID there. */
export async function hostedDidDocument(platform: Platform, host: string): Promise<DidDocument | null> {
  const owner = await findDocumentOwner(platform, host);
  return owner && authorityDidDocument(platform, owner);
}

/** What is served at `/<path>/did.json` of our own origin; null when no DID is there. */
export async function hostedPathDocument(platform: Platform, path: readonly string[]): Promise<DidDocument | null> {
  const owner = await findOwnerOfDid(platform, didWebWithPath(new URL(platform.publicUrl).host, path));
  return owner && authorityDidDocument(platform, owner);
}

/**
 * What is served at `/.well-known/did-configuration.json`: one token for each authority that the domain is linked to. One
 * whose key store does not sign now is left out: the others' is the same file.
 */
export async function hostedDidConfiguration(platform: Platform, host: string): Promise<DidConfiguration | null> {
  const issuers = await findIssuersOfDomain(platform, host);
  if (issuers.length === 0) return null;
  const signed = await Promise.allSettled(issuers.map((issuer) => authorityLinkage(platform, issuer)));
  const tokens = signed.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  issuers.forEach(({ authorityId }, at) => {
    const one = signed[at];
    if (one?.status === "rejected") logSkipped("did-configuration.json", authorityId, one.reason);
  });
  const fault = signed.find((one) => one.status === "rejected");
  // An empty file would say that the domain speaks for nobody.
  if (tokens.length === 0 && fault) throw fault.reason;
  // What wallets fetch here names the specification's own context; what `generateWellknownDidConfiguration` answers
  // names the one that the Admin API prints (its section 7.1). Readers accept both.
  return { "@context": DID_CONFIGURATION_CONTEXT, linked_dids: tokens };
}
