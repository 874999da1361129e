import * as z from "zod";
import type { BulkRevocationView, RevocableCount } from "@/lib/bulk-revocation/schema";
import { operation } from "@/lib/http/operation";

export const getBulkRevocationOperation = operation({
  method: "GET",
  path: "/api/portal/contracts/{contractId}/bulk-revocations/{bulkRevocationId}",
  summary: "How far a bulk revocation has come",
  params: z.strictObject({ contractId: z.string(), bulkRevocationId: z.string() }),
  status: 200,
  response: z.custom<BulkRevocationView>(),
});

export const countRevocableOperation = operation({
  method: "GET",
  path: "/api/portal/contracts/{contractId}/revocable",
  summary: "How many credentials of a contract could be revoked, of those issued in a time",
  params: z.strictObject({ contractId: z.string() }),
  status: 200,
  response: z.custom<RevocableCount>(),
});
