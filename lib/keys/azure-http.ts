import { createHttpHeaders, type HttpClient, type PipelineRequest, RestError } from "@azure/core-rest-pipeline";
import type { Egress, EgressMethod } from "@/lib/egress/egress";

const REQUEST_MS = 2000;
/** A large key is not made in two seconds. */
const MAKING_MS = 5000;

/** Key Vault often names no time after which to come back; the SDK would then not try again, or wait past our deadline. */
const SOON = { "retry-after-ms": "200" };

/** One of the system's own error codes: Azure's SDK tries again after these only. */
const PASSING = "ETIMEDOUT";
const passing = new Set(["timeout", "connect_timeout", "connection_failed", "name_not_resolved"]);

const isMethod = (method: string): method is EgressMethod => ["GET", "POST", "PUT", "PATCH", "DELETE"].includes(method);

function bodyOf({ body }: PipelineRequest): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  throw new Error("Azure's SDK sent a body of an unexpected kind.");
}

/**
 * Sends what Azure's SDK asks for through the one way out (security E1): it follows no redirect and heeds no proxy.
 * `plain` is an origin that the SDK takes for https though the operator gave it as http.
 */
export const azureHttpClient = (egress: Egress, tenantId: string, plain: string | null): HttpClient => ({
  async sendRequest(request) {
    const { method } = request;
    if (!isMethod(method)) throw new Error(`Azure's SDK sent an unexpected ${method}.`);
    const url = new URL(request.url);
    if (plain && url.host === new URL(plain).host) url.protocol = "http:";
    const body = bodyOf(request);
    const answer = await egress.request(url.href, {
      method,
      headers: request.headers.toJSON(),
      ...(body === undefined ? {} : { body }),
      tenantId,
      lane: "keys",
      timeoutMs: url.pathname.endsWith("/create") ? MAKING_MS : REQUEST_MS,
    });
    if (!answer.ok)
      throw new RestError(answer.cause, { code: passing.has(answer.cause) ? PASSING : "EGRESS_REFUSED", request });
    return {
      request,
      status: answer.status,
      headers: createHttpHeaders(answer.status === 429 ? { ...answer.headers, ...SOON } : answer.headers),
      bodyAsText: Buffer.from(answer.body).toString("utf8"),
    };
  },
});
