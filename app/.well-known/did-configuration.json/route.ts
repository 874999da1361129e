import { requestedIssuer } from "@/lib/apis/hosted/requested-issuer";
import { hostedDidConfiguration } from "@/lib/authority/documents";
import { openRoute, publicDocument } from "@/lib/http/public-document";
import { platform } from "@/lib/platform";

export const hot = true;

export const GET = openRoute("did-configuration.json", async (request) => {
  const issuer = await requestedIssuer(platform(), request);
  return publicDocument(request, await hostedDidConfiguration(platform(), issuer), 60);
});
