import { CountRevocable, type RevocableCount } from "@/lib/bulk-revocation/schema";
import { fetchContractKey } from "@/lib/contract/contract-key";
import { BULK_MAX } from "@/lib/kernel/bulk-limit";
import { defineUseCase } from "@/lib/use-case";

const countStatement = {
  name: "count-revocable",
  text: `SELECT count(*)::int AS count FROM (
      SELECT FROM credential WHERE tenant_id = $1 AND contract_id = $2 AND state = 'issued'
        AND ($3::timestamptz IS NULL OR issued_at >= $3) AND ($4::timestamptz IS NULL OR issued_at < $4)
        AND prepared_at < COALESCE($4::timestamptz, 'infinity') LIMIT ${BULK_MAX + 1}) AS found`,
};

/** How many credentials of a contract a bulk revocation by time would take. */
export const countRevocable = defineUseCase(
  { name: "countRevocable", input: CountRevocable },
  async (ctx, { issuedAfter, issuedBefore, ...ref }): Promise<RevocableCount> => {
    const contract = await fetchContractKey(ctx, ref);
    const bounds = [issuedAfter, issuedBefore].map((moment) => (moment === undefined ? null : new Date(moment)));
    const [row] = await ctx.sql<RevocableCount>(countStatement, [ctx.tenantId, contract.id, ...bounds]);
    return { count: row?.count ?? 0 };
  },
);
