import { JsonAnswer } from "@/lib/http/json-answer";
import { logFailure } from "@/lib/http/log";
import { toProblem } from "@/lib/http/problem";
import { apiHeaders } from "@/lib/http/security-headers";
import { sha256Base64url } from "@/lib/kernel/hash";

/** Anyone may read these, from any page: nothing in them depends on who asks. */
const openHeaders = { ...apiHeaders, "access-control-allow-origin": "*" };

/** A document for everybody, short-lived in caches and cheap to ask for again. */
export function publicDocument(request: Request, document: unknown, maxAgeSeconds: number): Response {
  const body = JSON.stringify(document);
  const etag = `"${sha256Base64url(body).slice(0, 22)}"`;
  const headers = { ...openHeaders, "cache-control": `public, max-age=${maxAgeSeconds}`, etag };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/json" } });
}

/** The wrapper of routes that ask for nobody's token: refuses as every API does, in plain JSON. */
export const openRoute =
  <Params>(name: string, answer: (request: Request, params: Params) => Promise<Response>) =>
  async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      return await answer(request, await context.params);
    } catch (error) {
      const problem = toProblem(error);
      logFailure(crypto.randomUUID(), name, problem, error);
      const headers = new Headers(openHeaders);
      if (problem.status === 503) headers.set("retry-after", String(problem.details.retryAfterSeconds ?? 30));
      return new JsonAnswer(
        { error: problem.code, error_description: problem.message },
        { status: problem.status, headers },
      );
    }
  };
