import { record } from "@/lib/audit/record";
import { fetchAuthority, holdAuthority } from "@/lib/authority/store";
import { type Ctx, inTransaction } from "@/lib/context";
import { defaultFormats, requireEncodable } from "@/lib/contract/require-encodable";
import { contractNameKey, contractPublicId, fetchContract } from "@/lib/contract/rows";
import { type ContractView, CreateContract } from "@/lib/contract/schema";
import { isUniqueConflict } from "@/lib/db/unique-conflict";
import { Problem } from "@/lib/kernel/errors";
import { takeEffect } from "@/lib/repetition/take-effect";
import { defineUseCase } from "@/lib/use-case";

/** Version 1 of a contract. Its name is unique in the tenant, whatever its case, since its public id is made from it. */
export const createContract = defineUseCase(
  { name: "createContract", input: CreateContract },
  async (ctx, { rules, displays, issueNotificationAllowedToGroupOids: groups, ...input }): Promise<ContractView> => {
    const formats = input.formats ?? defaultFormats(rules);
    requireEncodable(rules, formats);
    const authority = await fetchAuthority(ctx, input.authorityId);
    const id = ctx.random.uuid();
    await inTransaction(ctx, async (tx) => {
      await holdAuthority(tx, authority.id);
      await takeEffect(tx);
      const { tenantId } = tx;
      const at = { createdAt: tx.now() };
      await tx.db.contract.create({
        data: {
          ...input,
          formats,
          ...(groups && { issueNotificationAllowedToGroupOids: groups }),
          tenantId,
          id,
          authorityId: authority.id,
          publicId: contractPublicId(tenantId, input.name),
          nameKey: contractNameKey(input.name),
          ...at,
          updatedAt: at.createdAt,
        },
        select: { id: true },
      });
      await tx.db.contractVersion.create({
        data: { tenantId, contractId: id, version: 1, rules, displays, createdBy: tx.actor.id, ...at },
        select: { version: true },
      });
      const details = { name: input.name, authorityId: authority.id, version: 1 };
      await record(tx, { action: "contract.created", targetType: "contract", targetId: id, details });
    }).catch(async (error: unknown) => {
      throw isUniqueConflict(error) ? await nameTaken(ctx, input.name) : error;
    });
    return fetchContract(ctx, { contractId: id });
  },
);

/** Credentials of an archived contract are found by the id that its name makes, so the name stays taken. */
async function nameTaken(ctx: Ctx, name: string): Promise<Problem> {
  const where = { tenantId: ctx.tenantId, nameKey: contractNameKey(name), archivedAt: { not: null } };
  const archived = (await ctx.db.contract.count({ where })) > 0;
  const message = archived
    ? `An archived contract is named ${name}, and its credentials still bear its id: choose another name.`
    : `A contract named ${name} exists already: choose another name.`;
  return new Problem("contract_name_not_unique", message, { fields: { name: message } });
}
