import { authorityDidDocument, findDocumentOwner, findIssuersOfDomain } from "@/lib/authority/documents";
import { authorityLinkage } from "@/lib/authority/domain-linkages";
import type { Platform } from "@/lib/context";
import type { DidDocument } from "@/lib/did/document";
import { DID_CONFIGURATION_CONTEXT, type DidConfiguration } from "@/lib/did/domain-linkage";

/** What is served at `/.well-known/did.json` of a host that leads here; null when no authority has its DID there. */
export async function hostedDidDocument(platform: Platform, host: string): Promise<DidDocument | null> {
  const owner = await findDocumentOwner(platform, host);
  return owner && authorityDidDocument(platform, owner);
}

/** What is served at `/.well-known/did-configuration.json`: one token for each authority that the domain is linked to. */
export async function hostedDidConfiguration(platform: Platform, host: string): Promise<DidConfiguration | null> {
  const issuers = await findIssuersOfDomain(platform, host);
  if (issuers.length === 0) return null;
  const tokens = await Promise.all(issuers.map((issuer) => authorityLinkage(platform, issuer)));
  return { "@context": DID_CONFIGURATION_CONTEXT, linked_dids: tokens };
}
