import { fetchContract } from "@/lib/contract/rows";
import { ContractRef } from "@/lib/contract/schema";
import { defineUseCase } from "@/lib/use-case";

export const getContract = defineUseCase({ name: "getContract", input: ContractRef }, fetchContract);
