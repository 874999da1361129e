import * as z from "zod";
import { fetchContract } from "@/lib/contract/rows";
import { ContractRef } from "@/lib/contract/schema";
import { contractVersion } from "@/lib/contract/store";
import type { VersionContent } from "@/lib/contract/version-schema";
import { Problem } from "@/lib/kernel/errors";
import { defineUseCase } from "@/lib/use-case";

const GetContractVersion = ContractRef.extend({ version: z.int().min(1).max(999_999_999) });

/** What a version of a contract says, however old. */
export const getContractVersion = defineUseCase(
  { name: "getContractVersion", input: GetContractVersion },
  async (ctx, { version, ...ref }): Promise<VersionContent> => {
    const { id } = await fetchContract(ctx, ref);
    const content = await contractVersion(ctx, ctx.tenantId, id, version);
    if (!content) throw new Problem("not_found", "The contract has no such version.");
    return { version, ...content };
  },
);
