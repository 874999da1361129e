"use server";

import { createContract } from "@/lib/contract/create-contract";
import { updateContract } from "@/lib/contract/update-contract";
import { action } from "@/lib/http/action";

export const createContractAction = action(createContract);
export const updateContractAction = action(updateContract);
