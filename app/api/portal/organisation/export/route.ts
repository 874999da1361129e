import { Readable } from "node:stream";
import { route } from "@/lib/apis/portal/dialect";
import { operations } from "@/lib/apis/portal/operations";
import { exportOrganisation } from "@/lib/tenant/export-organisation";

export const GET = route(operations.exportOrganisation, async ({ ctx }) => {
  const text = Readable.from(await exportOrganisation(ctx, undefined));
  const headers = {
    "content-type": "application/json",
    "content-disposition": 'attachment; filename="organisation.json"',
  };
  return new Response(Readable.toWeb(text) as ReadableStream<Uint8Array<ArrayBuffer>>, { headers });
});
