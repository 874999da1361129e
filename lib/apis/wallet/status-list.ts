import { corsHeaders } from "@/lib/apis/wallet/dialect";
import type { FromMemory, PlainAnswer } from "@/lib/http/hot";
import { logFailure } from "@/lib/http/log";
import { toProblem } from "@/lib/http/problem";
import type { RouteHandler } from "@/lib/http/route";
import { apiHeaders } from "@/lib/http/security-headers";
import { platform } from "@/lib/platform";
import { CWT_TYPE } from "@/lib/status-list/cwt";
import { type Encoding, encodings } from "@/lib/status-list/encodings";
import { publishStatusList } from "@/lib/status-list/publish";

/**
 * A list is asked for far more often than it changes, so its answer is written from memory. Caches may keep it but must
 * ask again by ETag, so that a revocation shows in the next read (security I5); the token's own `ttl` tells verifiers
 * how long they may go without asking.
 */
const publicHeaders = {
  ...apiHeaders,
  ...corsHeaders,
  "cache-control": "public, max-age=0, must-revalidate",
  vary: "accept, accept-encoding",
};

const takesGzip = (accepted: string | undefined): boolean =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accepted ?? "");

/** How much a client wants a media type that it names; 0 when it does not. */
const wish = (accepted: string, type: string): number => {
  const found = accepted.split(",").find((one) => one.split(";")[0]?.trim().toLowerCase() === type);
  return found === undefined ? 0 : Number(/;\s*q=([\d.]+)/i.exec(found)?.[1] ?? 1);
};

/** A Token Status List comes as a CWT to who asks for one, else as a JWT (Token Status List, section 8.1). */
const formOf = (encoding: Encoding, accepted = ""): Encoding =>
  encoding === "token" && wish(accepted, CWT_TYPE) > wish(accepted, encodings.token.contentType) ? "cwt" : encoding;

const asksForHistory = (query: string): boolean => query !== "" && new URLSearchParams(query).has("time");

export const statusListFromMemory =
  (encoding: Encoding): FromMemory =>
  async (params, header, query) => {
    if (encoding === "token" && asksForHistory(query)) return noHistory();
    try {
      const form = formOf(encoding, header("accept"));
      const list = await publishStatusList(platform(), String(params.listId), form);
      if (!list) return refusal(404, "not_found", "There is no such status list.");
      const gzipped = takesGzip(header("accept-encoding"));
      // A strong tag stands for bytes, and these differ.
      const etag = gzipped ? list.etag.replace(/"$/, '-gzip"') : list.etag;
      const headers = { ...publicHeaders, etag, "content-type": list.contentType };
      if (header("if-none-match") === etag) return { status: 304, headers };
      if (!gzipped) return { status: 200, headers, body: list.body };
      return { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: list.gzipped };
    } catch (error) {
      const problem = toProblem(error);
      logFailure(crypto.randomUUID(), "/status-lists/{listId}", problem, error);
      const { headers, ...answer } = refusal(503, "temporarily_unavailable", "The list cannot be signed now.");
      return { ...answer, headers: { ...headers, "retry-after": "10" } };
    }
  };

/** Token Status List, section 8.4: how a list was at another time is not told. */
const noHistory = (): PlainAnswer =>
  refusal(501, "not_supported", "Only the current list is served: ask without time.");

const refusal = (status: number, error: string, message: string): PlainAnswer => ({
  status,
  headers: { ...publicHeaders, "cache-control": "no-store", "content-type": "application/json" },
  body: JSON.stringify({ error, error_description: message }),
});

/** The same answer by way of Next's router. */
export const statusListRoute =
  (encoding: Encoding): RouteHandler =>
  async (request, context) => {
    const answer = await statusListFromMemory(encoding)(
      await context.params,
      (name) => request.headers.get(name) ?? undefined,
      new URL(request.url).search.slice(1),
    );
    if (!answer) throw new Error("A status list answers from memory or not at all.");
    return new Response(answer.body === undefined ? null : Buffer.from(answer.body), {
      status: answer.status,
      headers: { ...answer.headers },
    });
  };
