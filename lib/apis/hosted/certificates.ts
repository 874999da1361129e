import { publishedRoots, revocationList } from "@/lib/certificate/published";
import { openRoute } from "@/lib/http/public-document";
import { apiHeaders } from "@/lib/http/security-headers";
import { Problem } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { platform } from "@/lib/platform";

const answer = (body: string | Uint8Array, type: string, name: string): Response =>
  new Response(typeof body === "string" ? body : Buffer.from(body), {
    headers: {
      ...apiHeaders,
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=3600",
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
    },
  });

const nothing = (): Problem => new Problem("not_found", "There is no such certificate.");

/** The roots of an authority that issues mdocs, for verifiers to trust. */
export const getRoots = openRoute<{ authorityId: string }>("/certificates/{authorityId}/iaca", async (_, params) => {
  const roots = isUuid(params.authorityId) && (await publishedRoots(platform(), params.authorityId));
  if (!roots) throw nothing();
  return answer(roots, "application/x-pem-file", "iaca.pem");
});

export const getRevocationList = openRoute<{ authorityId: string; rootId: string }>(
  "/certificates/{authorityId}/crl/{rootId}",
  async (_, { authorityId, rootId }) => {
    const list = isUuid(authorityId) && (await revocationList(platform(), authorityId, rootId));
    if (!list) throw nothing();
    return answer(list, "application/pkix-crl", "iaca.crl");
  },
);
