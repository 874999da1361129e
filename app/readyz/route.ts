import { isReady } from "@/lib/http/readiness";
import { apiHeaders } from "@/lib/http/security-headers";
import { platform } from "@/lib/platform";

export const hot = true;
export const dynamic = "force-dynamic";

/** Requests can be served: database, migrations and the first recovery are there. */
export async function GET(): Promise<Response> {
  if (await isReady(platform)) {
    return Response.json({ status: "ready" }, { headers: apiHeaders });
  }
  return Response.json({ status: "not ready" }, { status: 503, headers: { ...apiHeaders, "retry-after": "2" } });
}
