import { findIssuer, findIssuerOrFormer, type Issuer, isLinked, type LinkedIssuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { type DidDocument, type DocumentKey, didDocument } from "@/lib/did/document";
import { PublicJwk } from "@/lib/signing-key/schema";
import { identityHubUrl } from "@/lib/status-list/identity-hub";

const findKeysOfDid = {
  name: "find-keys-of-did",
  text: `SELECT a.id, a.linked_domain_url, a.deleted_at IS NULL AS living, k.fragment, s.public_jwk
    FROM authority a
    JOIN authority_key k ON k.tenant_id = a.tenant_id AND k.authority_id = a.id AND k.role <> 'removed'
    JOIN signing_key s ON s.tenant_id = k.tenant_id AND s.id = k.signing_key_id
    WHERE a.tenant_id = $1 AND a.did = $2
      AND (a.deleted_at IS NULL OR a.verifiable_until IS NULL OR a.verifiable_until > $4)
    ORDER BY a.id <> $3, a.deleted_at IS NOT NULL, a.created_at, a.id, k.created_at DESC, k.signing_key_id`,
};

interface KeyOfDidRow {
  id: string;
  linked_domain_url: string | null;
  living: boolean;
  fragment: string;
  public_jwk: unknown;
}

/**
 * The DID document of an authority: its own keys first, newest first. Authorities of one tenant on one domain share
 * the DID, so it lists the keys and the domains of them all; never another tenant's (security I10). Keys of deleted
 * ones stay in it while something that they signed is within its time: their last status lists are verified with them.
 * None is left out to keep it short: what was signed with that one would not verify any more (security I8).
 */
export async function authorityDidDocument(
  platform: Platform,
  { tenantId, authorityId, did, linkedDomainUrl }: Pick<Issuer, "tenantId" | "authorityId" | "did" | "linkedDomainUrl">,
): Promise<DidDocument> {
  const rows = await platform.sql<KeyOfDidRow>(findKeysOfDid, [tenantId, did, authorityId, platform.now()]);
  const keys = new Map<string, DocumentKey>();
  for (const { fragment, public_jwk } of rows) keys.set(fragment, { fragment, publicJwk: PublicJwk.parse(public_jwk) });
  const linked = rows.filter(({ living }) => living).map(({ linked_domain_url: domain }) => domain);
  const domains = new Set([linkedDomainUrl, ...linked].filter((domain) => domain !== null));
  if (!did.startsWith("did:web:")) return didDocument(did, [...keys.values()], null);
  return didDocument(did, [...keys.values()], { origins: [...domains], hub: identityHubUrl(platform) });
}

/**
 * Since when each tenant has had an authority at a host without a break (`held_since`), and whether it has one now
 * (`living`). A host is the tenant's that has held it longest: nobody takes it over while its holder is there, and who
 * left and comes back stands behind those who came meanwhile (security I10).
 */
const holders = (host: string, since: string): string => `
  here AS (
    SELECT a.tenant_id, a.id, a.${since} AS since, a.deleted_at, a.deleted_at IS NULL AND t.status = 'enabled' AS living
    FROM authority a JOIN tenant t ON t.id = a.tenant_id WHERE a.${host} = $1),
  spans AS (
    SELECT here.*, max(COALESCE(deleted_at, 'infinity')) OVER (
      PARTITION BY tenant_id ORDER BY since, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS held_until
    FROM here),
  holders AS (
    SELECT tenant_id, bool_or(living) AS living,
      max(since) FILTER (WHERE held_until IS NULL OR held_until < since) AS held_since
    FROM spans GROUP BY tenant_id)`;

const findDidHostOwner = {
  name: "find-did-host-owner",
  text: `WITH ${holders("did_host", "created_at")}
    SELECT a.id FROM here a JOIN holders h ON h.tenant_id = a.tenant_id
    ORDER BY h.living DESC, h.held_since, h.tenant_id, a.living DESC, a.since, a.id LIMIT 1`,
};

const owners = databaseCache<{ id: string }>({ name: "document-owners", max: 1000, ttl: 1000 });

/**
 * The authority whose DID document is served at a host: the oldest living one of the tenant that holds it. A deleted one
 * where none lives, for its last status lists.
 */
export async function findDocumentOwner(platform: Platform, host: string): Promise<Issuer | null> {
  const name = host.toLowerCase();
  let owner = owners(platform).get(name);
  if (!owner) {
    [owner] = await platform.sql<{ id: string }>(findDidHostOwner, [name]);
    if (owner) owners(platform).set(name, owner);
  }
  return owner ? findIssuerOrFormer(platform, owner.id) : null;
}

const findDidOwner = {
  name: "find-did-owner",
  text: `SELECT a.id FROM authority a JOIN tenant t ON t.id = a.tenant_id,
      LATERAL (SELECT a.deleted_at IS NULL AND t.status = 'enabled' AS living) l
    WHERE a.did = $1 ORDER BY l.living DESC, a.created_at, a.id LIMIT 1`,
};

const didOwners = databaseCache<{ id: string }>({ name: "did-owners", max: 1000, ttl: 1000 });

/** The authority of a `did:web` below a path of ours: one tenant's for ever, so the oldest living one, or the last. */
export async function findOwnerOfDid(platform: Platform, did: string): Promise<Issuer | null> {
  let owner = didOwners(platform).get(did);
  if (!owner) {
    [owner] = await platform.sql<{ id: string }>(findDidOwner, [did]);
    if (owner) didOwners(platform).set(did, owner);
  }
  return owner ? findIssuerOrFormer(platform, owner.id) : null;
}

const findLinkedTo = {
  name: "find-authorities-of-domain",
  text: `WITH ${holders("domain_host", "domain_linked_at")}
    SELECT a.id FROM here a WHERE a.living AND a.tenant_id = (
      SELECT h.tenant_id FROM holders h WHERE h.living ORDER BY h.held_since, h.tenant_id LIMIT 1)
    ORDER BY a.since, a.id LIMIT 100`,
};

const linked = databaseCache<{ ids: readonly string[] }>({ name: "linked-issuers", max: 1000, ttl: 1000 });

/** The authorities that a domain speaks for: those of the tenant that holds it, in the order they were linked. */
export async function findIssuersOfDomain(platform: Platform, host: string): Promise<LinkedIssuer[]> {
  const name = host.toLowerCase();
  let found = linked(platform).get(name);
  if (!found) {
    found = { ids: (await platform.sql<{ id: string }>(findLinkedTo, [name])).map(({ id }) => id) };
    if (found.ids.length > 0) linked(platform).set(name, found);
  }
  const issuers = await Promise.all(found.ids.map((id) => findIssuer(platform, id)));
  return issuers.filter(isLinked);
}
