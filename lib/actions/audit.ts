"use server";

import { verifyAuditChain } from "@/lib/audit/verify-audit-chain";
import { action } from "@/lib/http/action";

export const verifyAuditChainAction = action(verifyAuditChain);
