import type { Ctx } from "@/lib/context";
import { isUuid } from "@/lib/kernel/ids";

/** What an audit event can speak of by name. */
type Named = "authority" | "contract" | "signingKey" | "user" | "apiClient";

/** What people call the rows with these ids: e-mail addresses, names. Ids that are none of ours are left out. */
export async function namesOf(
  ctx: Ctx,
  tables: readonly Named[],
  ids: readonly string[],
): Promise<Map<string, string>> {
  const known = [...new Set(ids)].filter(isUuid);
  if (known.length === 0) return new Map();
  const where = { tenantId: ctx.tenantId, id: { in: known } };
  const select = { id: true, name: true };
  const find = {
    authority: () => ctx.db.authority.findMany({ where, select }),
    contract: () => ctx.db.contract.findMany({ where, select }),
    signingKey: () => ctx.db.signingKey.findMany({ where, select }),
    apiClient: () => ctx.db.apiClient.findMany({ where, select }),
    user: async () => {
      const people = await ctx.db.user.findMany({ where, select: { id: true, email: true } });
      return people.map(({ id, email }) => ({ id, name: email }));
    },
  };
  const found = await Promise.all(tables.map((table) => find[table]()));
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}
