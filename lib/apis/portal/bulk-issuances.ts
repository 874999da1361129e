import * as z from "zod";
import type { BulkIssuanceDetail, BulkIssuanceView, BulkRowPage } from "@/lib/bulk-issuance/schema";
import { operation } from "@/lib/http/operation";
import type { Page } from "@/lib/kernel/page";

const params = z.strictObject({ batchId: z.string() });
const read = { method: "GET", status: 200 } as const;

export const listBulkIssuancesOperation = operation({
  ...read,
  path: "/api/portal/batches",
  summary: "Batches that were started, newest first",
  response: z.custom<Page<BulkIssuanceView>>(),
});

export const getBulkIssuanceOperation = operation({
  ...read,
  path: "/api/portal/batches/{batchId}",
  summary: "How far a batch has come",
  params,
  response: z.custom<BulkIssuanceDetail>(),
});

export const listBulkIssuanceRowsOperation = operation({
  ...read,
  path: "/api/portal/batches/{batchId}/rows",
  summary: "A page of a batch's rows, by `?state=` and `?after=`",
  params,
  response: z.custom<BulkRowPage>(),
});

export const exportBulkIssuanceOperation = operation({
  ...read,
  path: "/api/portal/batches/{batchId}/results",
  summary: "The results of a batch as CSV",
  params,
});
