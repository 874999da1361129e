"use server";

import { archiveContract } from "@/lib/contract/archive-contract";
import { createContract } from "@/lib/contract/create-contract";
import { updateContract } from "@/lib/contract/update-contract";
import { action } from "@/lib/http/action";

export const archiveContractAction = action(archiveContract);
export const createContractAction = action(createContract);
export const updateContractAction = action(updateContract);
