import "server-only";
import type { Platform } from "@/lib/context";
import { rowCache } from "@/lib/db/database-cache";
import { isUuid } from "@/lib/kernel/ids";
import { longestMessageOf, type Signer } from "@/lib/keys/signer";
import { type Algorithm, algorithmOf, Backend, KeyType, PublicJwk } from "@/lib/signing-key/schema";
import { signerOfKey } from "@/lib/signing-key/signer-of-key";
import { keyHandle } from "@/lib/signing-key/store";

/** An authority as the issuing paths need it, with its current key. */
export interface Issuer {
  readonly tenantId: string;
  readonly authorityId: string;
  readonly name: string;
  readonly did: string;
  readonly domainHost: string;
  readonly linkedDomainUrl: string | null;
  readonly signingKeyId: string;
  readonly publicJwk: PublicJwk;
  readonly algorithm: Algorithm;
  readonly signer: Signer;
}

/** One whose DID is linked to a domain. */
export interface LinkedIssuer extends Issuer {
  readonly linkedDomainUrl: string;
}

export const isLinked = (issuer: Issuer | null): issuer is LinkedIssuer => issuer?.linkedDomainUrl != null;

const issuers = rowCache<Issuer>({ name: "issuers", max: 10_000, ttl: 1000 });

const withCurrentKey = `SELECT a.tenant_id, a.name, a.did, a.domain_host, a.linked_domain_url,
    k.signing_key_id, k.fragment, s.backend, s.key_type, s.public_jwk
  FROM authority a
  JOIN tenant t ON t.id = a.tenant_id
  JOIN authority_key k ON k.tenant_id = a.tenant_id AND k.authority_id = a.id AND k.role = 'current'
  JOIN signing_key s ON s.tenant_id = k.tenant_id AND s.id = k.signing_key_id
  WHERE a.id = $1`;

const findCurrentKey = {
  name: "find-issuer",
  text: `${withCurrentKey} AND a.deleted_at IS NULL AND t.status = 'enabled'`,
};

const findLastKey = { name: "find-former-issuer", text: withCurrentKey };

interface IssuerRow {
  tenant_id: string;
  name: string;
  did: string;
  domain_host: string;
  linked_domain_url: string | null;
  signing_key_id: string;
  fragment: string;
  backend: string;
  key_type: string;
  public_jwk: unknown;
}

/**
 * The issuer of this authority id, at most one second old: wallets know nothing but the id, and the tenant is learnt
 * here. Null when it is unknown or deleted, or its tenant has opted out.
 */
export const findIssuer = (platform: Platform, authorityId: string): Promise<Issuer | null> =>
  issuers(platform).read(authorityId, () => readIssuer(platform, authorityId));

async function readIssuer(platform: Platform, authorityId: string): Promise<Issuer | null> {
  // An issuer has one identifier, compared letter by letter: other spellings of its id are nobody's.
  if (!isUuid(authorityId) || authorityId !== authorityId.toLowerCase()) return null;
  const [row] = await platform.sql<IssuerRow>(findCurrentKey, [authorityId]);
  return row ? issuerOf(platform, authorityId, row) : null;
}

/**
 * The same whether it issues still or was deleted: what it issued is answered for as long as verifiers ask. Never for
 * issuing.
 */
export async function findIssuerOrFormer(platform: Platform, authorityId: string): Promise<Issuer | null> {
  const living = await findIssuer(platform, authorityId);
  if (living) return living;
  const [row] = await platform.sql<IssuerRow>(findLastKey, [authorityId]);
  return row ? issuerOf(platform, authorityId, row) : null;
}

export function forgetIssuer(platform: Platform, authorityId: string): void {
  issuers(platform).forget(authorityId);
}

function issuerOf(platform: Platform, authorityId: string, row: IssuerRow): Issuer {
  const keyType = KeyType.parse(row.key_type);
  const algorithm = algorithmOf[keyType];
  const provider = platform.keyProviders[Backend.parse(row.backend)];
  return {
    tenantId: row.tenant_id,
    authorityId,
    name: row.name,
    did: row.did,
    domainHost: row.domain_host,
    linkedDomainUrl: row.linked_domain_url,
    signingKeyId: row.signing_key_id,
    publicJwk: PublicJwk.parse(row.public_jwk),
    algorithm,
    signer: {
      algorithm,
      keyId: `${row.did}#${row.fragment}`,
      longestMessage: longestMessageOf(provider, keyType),
      sign: async (data) => {
        const key = await keyHandle(platform, row.tenant_id, row.signing_key_id);
        return signerOfKey(platform, key, `${row.did}#${row.fragment}`).sign(data);
      },
    },
  };
}
