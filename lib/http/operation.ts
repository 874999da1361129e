import type * as z from "zod";
import type { UseCaseName } from "@/lib/kernel/policy";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What an endpoint takes and gives. The route, the OpenAPI document and the tests all read it. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** With `{name}` for path parameters. */
  readonly path: string;
  /** Whoever may not call this is refused before anything else of the request is judged (security A5). */
  readonly useCase?: UseCaseName;
  readonly summary: string;
  /** What the summary leaves open, in a sentence or three. */
  readonly description?: string;
  readonly params?: Params;
  /** Query, header and form parameters for the document; the handler reads them from the request. */
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly form?: z.ZodObject;
  /** Absent: a body is not looked at. */
  readonly body?: Body;
  readonly response?: Reply;
  /** What the answer is written as, where it is not JSON. */
  readonly answerType?: "text/plain";
  readonly status: number;
  /** It makes something new: `Idempotency-Key` is heeded, and the first answer given again (security D8). */
  readonly repeatable?: true;
  /** `If-Match` with the tag of an earlier answer makes the change conditional. */
  readonly conditional?: true;
  /** What it may refuse with, where that is not what the API's operations in general may. */
  readonly refusals?: readonly number[];
  /** Names of the API's security schemes, each enough by itself; none for an operation that is open. */
  readonly security?: readonly string[];
  readonly examples?: OperationExamples;
}

/** What goes in and what comes out; tests hold both against the schemas. */
export interface OperationExamples {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly response?: unknown;
}

/** Keeps the schemas' types. */
export const operation = <Params extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType>(
  one: Operation<Params, Body, Reply>,
): Operation<Params, Body, Reply> => one;
