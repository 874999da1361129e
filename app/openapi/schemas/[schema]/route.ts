import { editorSchema } from "@/lib/apis/editor-schemas";
import { openRoute, publicDocument } from "@/lib/http/public-document";
import { Problem } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";

export const hot = true;

export const GET = openRoute("openapi", async (request, { schema }: { schema: string }) => {
  const document = schema.endsWith(".json") && editorSchema(schema.slice(0, -".json".length), platform().publicUrl);
  if (!document) throw new Problem("not_found", "There is no such schema.");
  return publicDocument(request, document, 60);
});
