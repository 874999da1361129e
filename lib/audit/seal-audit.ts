import { chainLink, GENESIS } from "@/lib/audit/chain";
import type { Platform } from "@/lib/context";

const BATCH = 500;

export const auditWaits = "EXISTS (SELECT FROM audit_event WHERE sequence IS NULL)";

const tenantsToSeal = {
  name: "audit-tenants-to-seal",
  text: "SELECT DISTINCT tenant_id FROM audit_event WHERE sequence IS NULL",
};
const findHead = { name: "audit-head", text: "SELECT sequence, chain FROM audit_head WHERE tenant_id = $1" };
const findUnsealed = {
  name: "audit-unsealed",
  text: `SELECT id, mac FROM audit_event WHERE tenant_id = $1 AND sequence IS NULL ORDER BY occurred_at, id LIMIT ${BATCH}`,
};
/**
 * Moves the head and gives the rows their places in one statement, unless another sealer has moved the head meanwhile.
 * The rows are named twice, or the database may walk all that wait for each of them.
 */
const sealBatch = {
  name: "audit-seal",
  text: `WITH head AS (
      INSERT INTO audit_head AS h (tenant_id, sequence, chain) VALUES ($1, $2, $3)
      ON CONFLICT (tenant_id) DO UPDATE SET sequence = $2, chain = $3 WHERE h.sequence = $4 AND h.chain = $5
      RETURNING tenant_id)
    UPDATE audit_event e SET sequence = place.sequence, chain = place.chain
    FROM head, unnest($6::uuid[], $7::bigint[], $8::text[]) AS place (id, sequence, chain)
    WHERE e.tenant_id = head.tenant_id AND e.id = ANY($6::uuid[]) AND e.id = place.id AND e.sequence IS NULL
    RETURNING e.id`,
};

/** Gives every audit row that has none its place in its tenant's chain. Several processes may do so at once. */
export async function sealAudit(platform: Platform): Promise<void> {
  for (const { tenant_id: tenantId } of await platform.sql<{ tenant_id: string }>(tenantsToSeal, [])) {
    await sealTenantAudit(platform, tenantId);
  }
}

/** The same for one tenant. Rows committed while it runs may be left for the next time. */
export async function sealTenantAudit(platform: Platform, tenantId: string): Promise<void> {
  while (await sealOnce(platform, tenantId));
}

/** True when there may be more to seal. The head is read first: rows read after it are sealed only by moving it. */
async function sealOnce(platform: Platform, tenantId: string): Promise<boolean> {
  const [head] = await platform.sql<{ sequence: string; chain: string }>(findHead, [tenantId]);
  const rows = await platform.sql<{ id: string; mac: string }>(findUnsealed, [tenantId]);
  if (rows.length === 0) return false;
  const from = { sequence: BigInt(head?.sequence ?? 0), chain: head?.chain ?? GENESIS };
  const places: { id: string; sequence: bigint; chain: string }[] = [];
  for (const { id, mac } of rows) {
    const last = places.at(-1) ?? from;
    const sequence = last.sequence + 1n;
    places.push({ id, sequence, chain: chainLink(platform.masterKeys, last.chain, mac, sequence) });
  }
  const to = places.at(-1) ?? from;
  const ids = places.map((place) => place.id);
  const sequences = places.map((place) => String(place.sequence));
  const chains = places.map((place) => place.chain);
  const ends = [String(to.sequence), to.chain, String(from.sequence), from.chain];
  await platform.sql(sealBatch, [tenantId, ...ends, ids, sequences, chains]);
  return true;
}
