import { found } from "@/lib/apis/hosted/requested-host";
import { preflight } from "@/lib/apis/wallet/dialect";
import { hostedPathDocument } from "@/lib/authority/hosted-documents";
import { openRoute, publicDocument } from "@/lib/http/public-document";
import { platform } from "@/lib/platform";

export const hot = true;

type Params = { tenant: string; second: string };

export const GET = openRoute("did.json below a path", async (request, params: Params) =>
  publicDocument(request, found(await hostedPathDocument(platform(), [params.tenant, params.second])), 60),
);
export const OPTIONS = preflight;
