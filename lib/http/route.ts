import type * as z from "zod";
import type { Ctx } from "@/lib/context";
import { bodyLimits, readJson } from "@/lib/http/body";
import { JsonAnswer } from "@/lib/http/json-answer";
import { logFailure } from "@/lib/http/log";
import { once } from "@/lib/http/once";
import type { Operation } from "@/lib/http/operation";
import { toProblem } from "@/lib/http/problem";
import { apiHeaders } from "@/lib/http/security-headers";
import { Problem } from "@/lib/kernel/errors";
import { requirePermission } from "@/lib/use-case";

/** What differs between the APIs: who is asking, and how a refusal looks. */
export interface Dialect<Context extends Ctx = Ctx> {
  /** Body limit in bytes. */
  readonly bodyLimit?: number;
  authenticate(request: Request, requestId: string): Promise<Context>;
  refuse(problem: Problem, requestId: string, request: Request): Response;
  /** Headers of every answer, refusals included. */
  headers?(requestId: string, request: Request): Record<string, string>;
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

/** With what the server answers to a method that the address lacks, in the words of the same API. */
export type ApiRoute = RouteHandler & { readonly refuseMethod: (request: Request, allow: string) => Response };

/** Headers of every answer, unless it brings its own. */
function dressed(dialect: Dialect, answer: Response, requestId: string, request: Request): Response {
  for (const headers of [dialect.headers?.(requestId, request) ?? {}, apiHeaders]) {
    for (const [name, value] of Object.entries(headers)) {
      if (!answer.headers.has(name)) answer.headers.set(name, value);
    }
  }
  return answer;
}

/** A refusal in the words of an API that no operation of it speaks. */
export function refuseIn(dialect: Dialect, problem: Problem, request: Request): Response {
  const requestId = crypto.randomUUID();
  return dressed(dialect, dialect.refuse(problem, requestId, request), requestId, request);
}

/**
 * The one wrapper of every route: authenticates, parses, calls, prints, refuses. A handler may answer with a Response
 * of its own where the wire is not JSON.
 */
export const routes =
  <Context extends Ctx>(dialect: Dialect<Context>) =>
  <Params extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType>(
    operation: Operation<Params, Body, Reply>,
    handle: (call: Call<Context, z.output<Params>, z.output<Body>>) => Promise<z.input<Reply> | Response | undefined>,
  ): ApiRoute => {
    type RouteContext = Parameters<RouteHandler>[1];

    async function answer(request: Request, context: RouteContext): Promise<Response> {
      const requestId = crypto.randomUUID();
      const given = await respond(request, context, requestId).catch((error: unknown) => {
        const problem = toProblem(error);
        logFailure(requestId, operation.path, problem, error);
        return dialect.refuse(problem, requestId, request);
      });
      return dressed(dialect, given, requestId, request);
    }

    async function respond(request: Request, context: RouteContext, requestId: string): Promise<Response> {
      const ctx = await dialect.authenticate(request, requestId);
      if (operation.useCase) await requirePermission(ctx, operation.useCase);
      const params = (operation.params ? operation.params.parse(await context.params) : undefined) as z.output<Params>;
      const json = operation.body && (await readJson(request, dialect.bodyLimit ?? bodyLimits.admin));
      const body = operation.body?.parse(json) as z.output<Body>;
      return once(operation, { ctx, request, params, json }, async (own) => {
        const result = await handle({ ctx: own, request, params, body });
        if (result instanceof Response) return result;
        if (!operation.response) return new Response(null, { status: operation.status });
        return new JsonAnswer(operation.response.parse(result), { status: operation.status });
      });
    }

    function refuseMethod(request: Request, allow: string): Response {
      const problem = new Problem("method_not_allowed", `This address answers to ${allow}.`);
      const refusal = refuseIn(dialect, problem, request);
      refusal.headers.set("allow", allow);
      return refusal;
    }

    return Object.assign(answer, { refuseMethod });
  };
