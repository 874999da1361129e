import { findIssuer, type Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { type DidDocument, type DocumentKey, didDocument } from "@/lib/did/document";
import { DID_CONFIGURATION_CONTEXT, type DidConfiguration, signDomainLinkage } from "@/lib/did/domain-linkage";
import { PublicJwk } from "@/lib/signing-key/schema";

const findKeysOfDid = {
  name: "find-keys-of-did",
  text: `SELECT a.id, a.linked_domain_url, k.fragment, s.public_jwk
    FROM authority a
    JOIN authority_key k ON k.tenant_id = a.tenant_id AND k.authority_id = a.id AND k.role <> 'removed'
    JOIN signing_key s ON s.tenant_id = k.tenant_id AND s.id = k.signing_key_id
    WHERE a.tenant_id = $1 AND a.did = $2
    ORDER BY a.id <> $3, a.created_at, a.id, k.created_at DESC, k.signing_key_id
    LIMIT 200`,
};

interface KeyOfDidRow {
  id: string;
  linked_domain_url: string;
  fragment: string;
  public_jwk: unknown;
}

/**
 * The DID document of an authority: its own keys first, newest first. Authorities of one tenant on one domain share
 * the DID, so it lists the keys of them all; never another tenant's (security I10).
 */
export async function authorityDidDocument(
  platform: Platform,
  { tenantId, authorityId, did, linkedDomainUrl }: Pick<Issuer, "tenantId" | "authorityId" | "did" | "linkedDomainUrl">,
): Promise<DidDocument> {
  const rows = await platform.sql<KeyOfDidRow>(findKeysOfDid, [tenantId, did, authorityId]);
  const keys = new Map<string, DocumentKey>();
  for (const { fragment, public_jwk } of rows) keys.set(fragment, { fragment, publicJwk: PublicJwk.parse(public_jwk) });
  return didDocument(did, [...keys.values()], [linkedDomainUrl]);
}

/** As long as the Admin API's own: the file is hosted once and then forgotten. */
const LINKAGE_YEARS = 25;

export function signAuthorityLinkage(platform: Platform, { did, linkedDomainUrl, signer }: Issuer): Promise<string> {
  const from = platform.now();
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + LINKAGE_YEARS);
  return signDomainLinkage(signer, { did, origin: linkedDomainUrl, from, until });
}

const findHostOwner = {
  name: "find-host-owner",
  text: `SELECT a.id FROM authority a JOIN tenant t ON t.id = a.tenant_id AND t.status = 'enabled'
    WHERE a.domain_host = $1 ORDER BY a.created_at, a.id LIMIT 1`,
};

const owners = databaseCache<{ id: string }>({ max: 1000, ttl: 1000 });

/** The authority that answers for a host: the oldest one linked to it, so that no later tenant can take a host over. */
export async function findIssuerOfHost(platform: Platform, host: string): Promise<Issuer | null> {
  const name = host.toLowerCase();
  let owner = owners(platform).get(name);
  if (!owner) {
    [owner] = await platform.sql<{ id: string }>(findHostOwner, [name]);
    if (owner) owners(platform).set(name, owner);
  }
  return owner ? findIssuer(platform, owner.id) : null;
}

/** The signature is made once an hour and worker, not at each reading: anyone may read. */
const linkages = databaseCache<{ token: Promise<string> }>({ max: 1000, ttl: 3_600_000 });

/** What is hosted at `/.well-known/did-configuration.json` of this authority's domain. */
export async function hostedDidConfiguration(platform: Platform, issuer: Issuer): Promise<DidConfiguration> {
  const name = `${issuer.signer.keyId} ${issuer.linkedDomainUrl}`;
  let linkage = linkages(platform).get(name);
  if (!linkage) {
    linkage = { token: signAuthorityLinkage(platform, issuer) };
    linkages(platform).set(name, linkage);
  }
  try {
    return { "@context": DID_CONFIGURATION_CONTEXT, linked_dids: [await linkage.token] };
  } catch (error) {
    linkages(platform).delete(name);
    throw error;
  }
}
