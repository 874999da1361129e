import { found, requestedHost } from "@/lib/apis/hosted/requested-host";
import { preflight } from "@/lib/apis/wallet/dialect";
import { hostedDidConfiguration } from "@/lib/authority/hosted-documents";
import { openRoute, publicDocument } from "@/lib/http/public-document";
import { platform } from "@/lib/platform";

export const hot = true;

export const GET = openRoute("did-configuration.json", async (request) =>
  publicDocument(request, found(await hostedDidConfiguration(platform(), requestedHost(request))), 60),
);
export const OPTIONS = preflight;
