import { randomUUID } from "node:crypto";
import type pg from "pg";

/** Where rows are put: a contract of an authority, as the server made them. */
export interface Place {
  readonly tenantId: string;
  readonly authorityId: string;
  readonly contractId: string;
}

const LIST_SIZE = 131_072;
const AT_ONCE = 100_000;

export async function placeOf(database: pg.Client, authorityId: string): Promise<Place> {
  const text = `SELECT tenant_id AS "tenantId", authority_id AS "authorityId", id AS "contractId"
    FROM contract WHERE authority_id = $1 ORDER BY created_at LIMIT 1`;
  const [place] = (await database.query<Place>(text, [authorityId])).rows;
  if (!place) throw new Error("The authority has no contract.");
  return place;
}

/** Fills a contract with issued credentials until it has so many, on status lists of their own. */
export async function fillCredentials(database: pg.Client, place: Place, total: number): Promise<void> {
  const { tenantId, authorityId, contractId } = place;
  const counted = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM credential WHERE tenant_id = $1 AND contract_id = $2",
    [tenantId, contractId],
  );
  // What a crash would cost of this does not matter, and waiting for the disk would be most of the time.
  await database.query("SET synchronous_commit = off");
  const indexes = await dropIndexes(database);
  for (let have = counted.rows[0]?.count ?? 0; have < total; have += AT_ONCE) {
    const lists = await openLists(database, place, Math.ceil(AT_ONCE / LIST_SIZE) + 1);
    await database.query(
      `INSERT INTO credential (tenant_id, id, authority_id, contract_id, contract_version, session_id, attempt,
          signing_key_id, format, state, signing_input_digest, credential_digest, index_hash, status_list_id,
          status_index, holder_thumbprint, valid_from, valid_until, prepared_at, signed_at, issued_at)
        SELECT $1, gen_random_uuid(), $2, $3, 1, gen_random_uuid(), 1, $2, 'jwt_vc_json', 'issued',
          md5(random()::text), md5(random()::text), md5(random()::text) || substr(md5(random()::text), 1, 11),
          ($4::uuid[])[1 + n / ${LIST_SIZE}], n % ${LIST_SIZE}, md5(random()::text), made, made + interval '1 year',
          made, made, made
        FROM (SELECT n, now() - random() * interval '300 days' AS made FROM generate_series(0, $5::int - 1) AS n) rows`,
      [tenantId, authorityId, contractId, lists, Math.min(AT_ONCE, total - have)],
    );
  }
  for (const { definition } of indexes) await database.query(definition);
  await database.query("ANALYZE credential");
}

/** Built once at the end they cost a fraction of what a million single entries do. */
async function dropIndexes(database: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await database.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE tablename = 'credential' AND indexname <> 'credential_pkey'`,
  );
  for (const { name } of rows) await database.query(`DROP INDEX "${name}"`);
  return rows;
}

async function openLists(database: pg.Client, { tenantId, authorityId }: Place, count: number): Promise<string[]> {
  const text = `INSERT INTO status_list (tenant_id, id, authority_id, bits, size, state, created_at)
    SELECT $1, gen_random_uuid(), $2, 2, ${LIST_SIZE}, 'closed', now() FROM generate_series(1, $3) RETURNING id`;
  const { rows } = await database.query<{ id: string }>(text, [tenantId, authorityId, count]);
  return rows.map(({ id }) => id);
}

/** Credentials of a contract taken at random: their ids on the wire, and where their statuses are told. */
export async function someCredentials(database: pg.Client, { tenantId, contractId }: Place, count: number) {
  const text = `SELECT 'urn:pic:' || replace(id::text, '-', '') AS urn, status_list_id AS "listId" FROM credential
    WHERE tenant_id = $1 AND contract_id = $2 AND state = 'issued' AND id > $3 ORDER BY id LIMIT 1`;
  const found: { urn: string; listId: string }[] = [];
  while (found.length < count) {
    const { rows } = await database.query<{ urn: string; listId: string }>(text, [tenantId, contractId, randomUUID()]);
    found.push(...rows);
  }
  return found;
}

/** Copies of the contract under names of their own, until its authority has so many. */
export async function fillContracts(database: pg.Client, place: Place, total: number): Promise<void> {
  const { tenantId, contractId } = place;
  await database.query(
    `WITH made AS (
        INSERT INTO contract (tenant_id, id, public_id, authority_id, name, name_key, version, formats, created_at, updated_at)
        SELECT c.tenant_id, gen_random_uuid(), c.public_id || n, c.authority_id, c.name || n, c.name_key || n, 1,
          c.formats, now(), now()
        FROM contract c, generate_series(2, $3::int) AS n WHERE c.tenant_id = $1 AND c.id = $2
        RETURNING id)
      INSERT INTO contract_version (tenant_id, contract_id, version, rules, displays, created_at)
      SELECT v.tenant_id, made.id, 1, v.rules, v.displays, now()
      FROM made, contract_version v WHERE v.tenant_id = $1 AND v.contract_id = $2 AND v.version = 1`,
    [tenantId, contractId, total],
  );
  await database.query("ANALYZE contract, contract_version");
}
