"use server";

import { addBulkIssuanceRows } from "@/lib/bulk-issuance/add-bulk-issuance-rows";
import { cancelBulkIssuance } from "@/lib/bulk-issuance/cancel-bulk-issuance";
import { createBulkIssuance } from "@/lib/bulk-issuance/create-bulk-issuance";
import { pauseBulkIssuance } from "@/lib/bulk-issuance/pause-bulk-issuance";
import { repairBulkIssuanceRow } from "@/lib/bulk-issuance/repair-bulk-issuance-row";
import { resumeBulkIssuance } from "@/lib/bulk-issuance/resume-bulk-issuance";
import { retryBulkIssuance } from "@/lib/bulk-issuance/retry-bulk-issuance";
import { startBulkIssuance } from "@/lib/bulk-issuance/start-bulk-issuance";
import { action } from "@/lib/http/action";

export const createBulkIssuanceAction = action(createBulkIssuance);
export const addBulkIssuanceRowsAction = action(addBulkIssuanceRows);
export const startBulkIssuanceAction = action(startBulkIssuance);
export const pauseBulkIssuanceAction = action(pauseBulkIssuance);
export const resumeBulkIssuanceAction = action(resumeBulkIssuance);
export const cancelBulkIssuanceAction = action(cancelBulkIssuance);
export const retryBulkIssuanceAction = action(retryBulkIssuance);
export const repairBulkIssuanceRowAction = action(repairBulkIssuanceRow);
