import { Readable } from "node:stream";
import { exportBulkIssuanceOperation } from "@/lib/apis/portal/bulk-issuances";
import { route } from "@/lib/apis/portal/dialect";
import { exportBulkIssuance } from "@/lib/bulk-issuance/export-bulk-issuance";

export const GET = route(exportBulkIssuanceOperation, async ({ ctx, params }) => {
  const { fileName, parts } = await exportBulkIssuance(ctx, { id: params.batchId });
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}"`,
  };
  return new Response(Readable.toWeb(Readable.from(parts)) as ReadableStream<Uint8Array<ArrayBuffer>>, { headers });
});
