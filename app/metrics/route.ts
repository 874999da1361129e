import { metricsContentType, metricsText } from "@/lib/http/metrics";
import { apiHeaders } from "@/lib/http/security-headers";

export const hot = true;
export const dynamic = "force-dynamic";

/** Prometheus text. It holds counts only: no name, id or address of anybody. */
export async function GET(): Promise<Response> {
  const text = await metricsText();
  if (text === undefined) return new Response(null, { status: 503, headers: { ...apiHeaders, "retry-after": "5" } });
  return new Response(text, { headers: { ...apiHeaders, "content-type": metricsContentType } });
}
