import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { record } from "@/lib/audit/record";
import { type Ctx, inTransaction } from "@/lib/context";
import { requireEncodable } from "@/lib/contract/require-encodable";
import { fetchLiveContract } from "@/lib/contract/rows";
import { ContractChanges, ContractRef, type ContractView, contractTag } from "@/lib/contract/schema";
import { jsonOrNull } from "@/lib/db/json";
import { invalidField, Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

/** Members that never change: a client that states one must state it as it is. */
const Unchangeable = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    authorityId: z.string(),
    issuerId: z.string(),
    manifestUrl: z.string(),
  })
  .partial();

const UpdateContract = ContractRef.extend({
  changes: ContractChanges,
  unchangeable: Unchangeable.optional(),
  /** The tag of the contract that the changes were made on. */
  ifMatch: z.string().max(100).optional(),
});

/** Each given member replaces the stored one. Other rules or displays make a new version; those issued keep theirs. */
export const updateContract = defineUseCase(
  { name: "updateContract", input: UpdateContract },
  async (ctx, { changes, unchangeable = {}, ifMatch, ...ref }): Promise<ContractView> => {
    const before = await fetchLiveContract(ctx, ref);
    if (ifMatch !== undefined && ifMatch !== contractTag(before)) throw overtaken(ifMatch);
    refuseOthers(before, unchangeable);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after: ContractView = { ...before, ...given };
    if (isDeepStrictEqual(after, before)) return before;
    requireEncodable(after.rules, after.formats);
    await inTransaction(ctx, async (tx) => {
      if (!(await store(tx, before, after))) throw overtaken(ifMatch);
    });
    return fetchLiveContract(ctx, ref);
  },
);

function refuseOthers(contract: ContractView, stated: z.infer<typeof Unchangeable>): void {
  const { publicId: id, name, authorityId, manifestUrl } = contract;
  const actual = { id, name, authorityId, issuerId: authorityId, manifestUrl };
  for (const [member, value] of Object.entries(stated)) {
    if (value !== actual[member as keyof typeof actual]) {
      throw invalidField(member, `${member} never changes: leave it out or send it as it is.`);
    }
  }
}

/** A state that was named is a precondition; a change without one met another by accident. */
const overtaken = (ifMatch: string | undefined): Problem =>
  ifMatch === undefined
    ? new Problem("conflict", "Somebody else changed this contract just now: read it again.")
    : new Problem("precondition_failed", "The contract has changed since you read it: read it again.");

/** False when the contract is no longer as it was before. */
async function store(tx: Ctx, before: ContractView, after: ContractView): Promise<boolean> {
  const { tenantId } = tx;
  const { rules, displays, availableInVcDirectory, issueNotificationEnabled, formats } = after;
  const isNewVersion = !isDeepStrictEqual([rules, displays], [before.rules, before.displays]);
  const version = isNewVersion ? before.version + 1 : before.version;
  const { count } = await tx.db.contract.updateMany({
    where: { tenantId, id: before.id, version: before.version, updatedAt: before.updatedAt, archivedAt: null },
    data: {
      version,
      formats,
      availableInVcDirectory,
      issueNotificationEnabled,
      issueNotificationAllowedToGroupOids: jsonOrNull(after.issueNotificationAllowedToGroupOids),
      allowOverrideValidityIntervalOnIssuance: after.allowOverrideValidityIntervalOnIssuance,
      updatedAt: laterThan(before.updatedAt, tx.now()),
    },
  });
  if (count !== 1) return false;
  if (isNewVersion) {
    await tx.db.contractVersion.create({
      data: { tenantId, contractId: before.id, version, rules, displays, createdBy: tx.actor.id, createdAt: tx.now() },
      select: { version: true },
    });
  }
  const details = { version, name: before.name };
  await record(tx, { action: "contract.updated", targetType: "contract", targetId: before.id, details });
  return true;
}

/** Two changes within one millisecond still differ in their tags. */
const laterThan = (before: string, now: Date): Date => new Date(Math.max(now.getTime(), Date.parse(before) + 1));
