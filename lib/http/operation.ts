import type * as z from "zod";
import type { UseCaseName } from "@/lib/kernel/policy";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What an endpoint takes and gives. The route, the OpenAPI document and the tests all read it. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly summary: string;
  readonly params?: Params;
  /** Absent: a body is not looked at. */
  readonly body?: Body;
  readonly response?: Reply;
  readonly status: number;
  /** The use case that makes something new: `Idempotency-Key` is heeded, and its answer given again (security D8). */
  readonly repeatable?: UseCaseName;
  /** `If-Match` with the tag of an earlier answer makes the change conditional. */
  readonly conditional?: true;
}

/** Keeps the schemas' types. */
export const operation = <Params extends z.ZodType, Body extends z.ZodType, Reply extends z.ZodType>(
  one: Operation<Params, Body, Reply>,
): Operation<Params, Body, Reply> => one;
