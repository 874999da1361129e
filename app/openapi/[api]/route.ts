import { apiDescriptions } from "@/lib/apis/descriptions";
import { openApiDocument } from "@/lib/http/openapi";
import { openRoute, publicDocument } from "@/lib/http/public-document";
import { Problem } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";

export const hot = true;

export const GET = openRoute("openapi", async (request, { api }: { api: string }) => {
  const description = apiDescriptions.get(api.replace(/\.json$/, ""));
  if (!description || !api.endsWith(".json")) throw new Problem("not_found", "There is no such API document.");
  return publicDocument(request, openApiDocument({ ...description, server: platform().publicUrl }), 60);
});
