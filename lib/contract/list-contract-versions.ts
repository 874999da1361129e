import * as z from "zod";
import { namesOf } from "@/lib/audit/names";
import { compareContracts } from "@/lib/contract/compare";
import { fetchContract } from "@/lib/contract/rows";
import { ContractRef } from "@/lib/contract/schema";
import { contentOf } from "@/lib/contract/store";
import type { VersionSummary } from "@/lib/contract/version-schema";
import type { Page } from "@/lib/kernel/page";
import { defineUseCase } from "@/lib/use-case";

const PAGE = 20;

const ListContractVersions = ContractRef.extend({
  /** The last version of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .optional(),
});

/** The versions of a contract, also of an archived one, newest first, each with what it changed. */
export const listContractVersions = defineUseCase(
  { name: "listContractVersions", input: ListContractVersions },
  async (ctx, { cursor, ...ref }): Promise<Page<VersionSummary>> => {
    const { id: contractId } = await fetchContract(ctx, ref);
    const { tenantId } = ctx;
    // One more than is shown: the last one is compared with it.
    const rows = await ctx.db.contractVersion.findMany({
      where: { tenantId, contractId, ...(cursor !== undefined && { version: { lt: Number(cursor) } }) },
      select: { version: true, rules: true, displays: true, createdBy: true, createdAt: true },
      orderBy: { version: "desc" },
      take: PAGE + 1,
    });
    const versions = rows.map((row) => ({
      ...row,
      content: contentOf(ctx, { tenantId, contractId, version: row.version }, row),
    }));
    const authors = rows.flatMap(({ createdBy }) => createdBy ?? []);
    const names = await namesOf(ctx, ["user", "apiClient"], authors);
    const items = versions.slice(0, PAGE).map(({ version, createdBy, createdAt, content }, at) => {
      const before = versions[at + 1]?.content;
      return {
        version,
        createdAt: createdAt.toISOString(),
        createdBy: createdBy && (names.get(createdBy) ?? createdBy),
        changes: before ? compareContracts(before, content) : [],
      };
    });
    return { items, nextCursor: rows.length > PAGE ? String(items.at(-1)?.version) : null };
  },
);
