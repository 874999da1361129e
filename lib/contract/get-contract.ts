import * as z from "zod";
import { fetchContract, fetchLiveContract } from "@/lib/contract/rows";
import { ContractRef } from "@/lib/contract/schema";
import { defineUseCase } from "@/lib/use-case";

const GetContract = ContractRef.extend({
  /** Archived ones are absent unless they are asked for. */
  withArchived: z.boolean().default(false),
});

export const getContract = defineUseCase(
  { name: "getContract", input: GetContract },
  (ctx, { withArchived, ...ref }) => (withArchived ? fetchContract(ctx, ref) : fetchLiveContract(ctx, ref)),
);
