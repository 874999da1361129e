import type { Issuer } from "@/lib/authority/signer";
import type { Platform } from "@/lib/context";
import { databaseCache } from "@/lib/db/database-cache";
import { credentialIssuer } from "@/lib/issuance/identifiers";
import type { Protocol } from "@/lib/issuance/schema";
import { algorithmOf, KeyType, PublicJwk } from "@/lib/signing-key/schema";

/**
 * The keys behind credentials that name their issuer by its URL instead of a DID (SD-JWT VC, section 5). Each goes by
 * the `kid` that the credential's header has.
 */

interface KeyRow {
  did: string;
  fragment: string;
  key_type: string;
  public_jwk: unknown;
}

const ofAuthority = {
  name: "public-keys-of-authority",
  text: `SELECT a.did, k.fragment, s.key_type, s.public_jwk
    FROM authority_key k
    JOIN authority a ON a.tenant_id = k.tenant_id AND a.id = k.authority_id
    JOIN signing_key s ON s.tenant_id = k.tenant_id AND s.id = k.signing_key_id
    WHERE k.tenant_id = $1 AND k.authority_id = $2 AND k.role IN ('current', 'retired')
    ORDER BY k.role, s.id`,
};

const published = (row: Pick<KeyRow, "key_type" | "public_jwk">, kid: string) => ({
  ...PublicJwk.parse(row.public_jwk),
  kid,
  use: "sig",
  alg: algorithmOf[KeyType.parse(row.key_type)],
});

/** The keys that sign for this issuer, and those whose credentials still live. */
export async function issuerJwks(platform: Platform, { tenantId, authorityId }: Issuer) {
  const rows = await platform.sql<KeyRow>(ofAuthority, [tenantId, authorityId]);
  return { keys: rows.map((row) => published(row, `${row.did}#${row.fragment}`)) };
}

/** JWT VC issuer metadata (SD-JWT VC, section 5.2). */
export function jwtVcIssuerMetadata(platform: Platform, { authorityId }: Issuer, protocol: Protocol) {
  const issuer = credentialIssuer(platform, authorityId, protocol);
  return { issuer, jwks_uri: `${issuer}/jwks` };
}

const KEYS_MAX = 1000;
const allKeys = databaseCache<{ keys: object[] }>({ name: "everybodys-keys", max: 1, ttl: 60_000 });

const ofEverybody = {
  name: "public-keys-of-issuer-api",
  text: `SELECT s.key_type, s.public_jwk, k.fragment
    FROM authority_key k
    JOIN authority a ON a.tenant_id = k.tenant_id AND a.id = k.authority_id AND a.deleted_at IS NULL
    JOIN tenant t ON t.id = a.tenant_id AND t.status = 'enabled'
    JOIN signing_key s ON s.tenant_id = k.tenant_id AND s.id = k.signing_key_id
    WHERE k.role IN ('current', 'retired') AND EXISTS (
      SELECT 1 FROM contract c
      WHERE c.tenant_id = a.tenant_id AND c.authority_id = a.id AND c.configuration_id IS NOT NULL)
    ORDER BY a.created_at DESC LIMIT ${KEYS_MAX}`,
};

/** Where clients of the Issuer API look, who know no authority: the keys of whoever issues by it, without their names. */
export async function everybodysJwks(platform: Platform): Promise<{ keys: object[] }> {
  const known = allKeys(platform).get("keys");
  if (known) return known;
  const rows = await platform.sql<Omit<KeyRow, "did">>(ofEverybody, []);
  const keys = { keys: rows.map((row) => published(row, row.fragment)) };
  allKeys(platform).set("keys", keys);
  return keys;
}
