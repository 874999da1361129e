import type { Ctx } from "@/lib/context";
import { contractNotFound } from "@/lib/contract/rows";
import type { ContractRef } from "@/lib/contract/schema";
import { isUuid } from "@/lib/kernel/ids";

/** What stands for a contract in other tables, and on the Admin API's wire. */
interface ContractKey {
  readonly id: string;
  readonly publicId: string;
}

const findBy = (name: string, column: string) => ({
  name,
  text: `SELECT c.id, c.public_id AS "publicId" FROM contract c
    JOIN authority a ON a.tenant_id = c.tenant_id AND a.id = c.authority_id AND a.deleted_at IS NULL
    WHERE c.tenant_id = $1 AND c.${column} = $2 AND ($3::uuid IS NULL OR c.authority_id = $3)`,
});

const findById = findBy("find-contract-key", "id");
const findByPublicId = findBy("find-contract-key-by-public-id", "public_id");

/** The same contract as `fetchContract` finds, without reading and judging its rules and displays. */
export async function fetchContractKey(ctx: Ctx, { authorityId, contractId }: ContractRef): Promise<ContractKey> {
  const known = authorityId === undefined || isUuid(authorityId);
  const values = [ctx.tenantId, contractId, authorityId ?? null];
  const [key] = known ? await ctx.sql<ContractKey>(isUuid(contractId) ? findById : findByPublicId, values) : [];
  if (!key) throw contractNotFound();
  return key;
}
