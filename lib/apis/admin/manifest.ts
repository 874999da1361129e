import "server-only";
import { correlationVector, refusal } from "@/lib/apis/admin/envelope";
import { manifestOperations } from "@/lib/apis/admin/operations/manifest";
import { publicCtx } from "@/lib/apis/wallet/contexts";
import { type PublishedManifest, readManifest } from "@/lib/contract/read-manifest";
import { publicDocument } from "@/lib/http/public-document";
import { routes } from "@/lib/http/route";
import { Problem } from "@/lib/kernel/errors";

/** Wallets ask without a token, and understand the Admin API's refusals (section 3.1, form C). */
const anonymousRoute = routes({
  authenticate: publicCtx,
  refuse: refusal,
  headers: (requestId, request) => ({
    "request-id": requestId,
    "ms-cv": correlationVector(requestId, request),
    "access-control-allow-origin": "*",
  }),
});

const SIGN = "x-ms-sign-contract";

export const getManifest = anonymousRoute(manifestOperations.getManifest, async ({ ctx, params, request }) => {
  const published = await readManifest(ctx, params, request.headers.get("accept-language"));
  if (!published) {
    const message = "There is no such contract.";
    throw new Problem("not_found", message, { fields: { contractId: message } });
  }
  const document = await asWanted(published, request.headers.get(SIGN)?.trim().toLowerCase());
  const answer = publicDocument(request, document, 0);
  answer.headers.set("vary", `accept-language, ${SIGN}`);
  answer.headers.set("content-language", published.locale);
  return answer;
});

/** Published clients that do not say how they want it look for either: they find both. */
async function asWanted({ manifest, sign }: PublishedManifest, signed: string | undefined): Promise<object> {
  if (signed === "true") return { token: await sign() };
  return signed === undefined ? { ...manifest, token: await sign() } : manifest;
}

/** Wallets in a browser ask first whether they may send the header. */
export const preflightManifest = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, OPTIONS",
      "access-control-allow-headers": `content-type, ${SIGN}`,
      "access-control-max-age": "600",
    },
  });
