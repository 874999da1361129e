import type { Ctx } from "@/lib/context";

/**
 * Archives every contract of these authorities, for good, and frees their names and public ids for others: a dot and a
 * number sign stand in no name's own id.
 */
export async function archiveContractsOf(tx: Ctx, authorityIds: readonly string[]): Promise<void> {
  await tx.db.$executeRaw`UPDATE contract SET archived_at = COALESCE(archived_at, ${tx.now()}),
      name_key = left(name_key, 200) || '#' || id, public_id = public_id || '.' || id
    WHERE tenant_id = ${tx.tenantId}::uuid AND authority_id = ANY(${authorityIds}::uuid[])
      AND public_id NOT LIKE '%.' || id`;
}
