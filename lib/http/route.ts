import type * as z from "zod";
import type { Ctx } from "@/lib/context";
import { bodyLimits, readJson } from "@/lib/http/body";
import { logFailure } from "@/lib/http/log";
import { once } from "@/lib/http/once";
import type { Operation } from "@/lib/http/operation";
import { toProblem } from "@/lib/http/problem";
import { apiHeaders } from "@/lib/http/security-headers";
import type { Problem } from "@/lib/kernel/errors";

/** What differs between the APIs: who is asking, and how a refusal looks. */
export interface Dialect<Context extends Ctx = Ctx> {
  /** Body limit in bytes. */
  readonly bodyLimit?: number;
  authenticate(request: Request, requestId: string): Promise<Context>;
  refuse(problem: Problem, requestId: string, request: Request): Response;
  /** Headers of every answer, refusals included. */
  headers?(requestId: string): Record<string, string>;
}

interface Call<Context, Params, Body> {
  readonly ctx: Context;
  readonly request: Request;
  readonly params: Params;
  readonly body: Body;
}

export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
) => Promise<Response>;

/**
 * The one wrapper of every route: authenticates, parses, calls, prints, refuses. A handler may answer with a Response
 * of its own where the wire is not JSON.
 */
export const routes =
  <Context extends Ctx>(dialect: Dialect<Context>) =>
  <Params extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<Params, Body, Reply>,
    handle: (call: Call<Context, z.output<Params>, z.output<Body>>) => Promise<z.input<Reply> | Response | undefined>,
  ): RouteHandler =>
  async (request, context) => {
    const requestId = crypto.randomUUID();
    const answer = await respond().catch((error: unknown) => {
      const problem = toProblem(error);
      logFailure(requestId, operation.path, problem, error);
      return dialect.refuse(problem, requestId, request);
    });
    for (const [name, value] of Object.entries({ ...apiHeaders, ...dialect.headers?.(requestId) })) {
      if (!answer.headers.has(name)) answer.headers.set(name, value);
    }
    return answer;

    async function respond(): Promise<Response> {
      const ctx = await dialect.authenticate(request, requestId);
      const params = (operation.params ? operation.params.parse(await context.params) : undefined) as z.output<Params>;
      const json = operation.body && (await readJson(request, dialect.bodyLimit ?? bodyLimits.admin));
      const body = operation.body?.parse(json) as z.output<Body>;
      return once(operation, { ctx, request, params, json }, async (own) => {
        const result = await handle({ ctx: own, request, params, body });
        if (result instanceof Response) return result;
        if (!operation.response) return new Response(null, { status: operation.status });
        return Response.json(operation.response.parse(result), { status: operation.status });
      });
    }
  };
