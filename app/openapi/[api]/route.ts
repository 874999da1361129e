import { apiDocument } from "@/lib/apis/descriptions";
import { openRoute, publicDocument } from "@/lib/http/public-document";
import { Problem } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";

export const hot = true;

export const GET = openRoute("openapi", async (request, { api }: { api: string }) => {
  const document = api.endsWith(".json") && apiDocument(api.slice(0, -".json".length), platform().publicUrl);
  if (!document) throw new Problem("not_found", "There is no such API document.");
  return publicDocument(request, document, 60);
});
