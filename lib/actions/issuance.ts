"use server";

import { action } from "@/lib/http/action";
import { createIssuance } from "@/lib/issuance/create-issuance";

export const createIssuanceAction = action(createIssuance);
