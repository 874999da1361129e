import canonicalize from "canonicalize";
import type { Ctx } from "@/lib/context";
import type { Operation } from "@/lib/http/operation";
import { invalidField, Problem } from "@/lib/kernel/errors";
import type { KeptAnswer } from "@/lib/repetition/schema";
import { acquireKey, keepAnswer, releaseKey } from "@/lib/repetition/store";

const HEADER = "Idempotency-Key";
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Headers of ours that belong to an answer rather than to a request. */
const KEPT_HEADERS = ["content-type", "etag", "location"];

interface Call<Context> {
  readonly ctx: Context;
  readonly request: Request;
  readonly params: unknown;
  /** The body as it was sent. */
  readonly json: unknown;
}

/**
 * Runs a request that names an `Idempotency-Key` once at most, and gives everyone who repeats it the first answer
 * (security D8), who by now must have been found to be permitted it. Only answers of success are kept: a refusal changed nothing, so the next try may well succeed.
 */
export async function once<Context extends Ctx>(
  operation: Operation,
  { ctx, request, params, json }: Call<Context>,
  run: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get(HEADER);
  if (!operation.repeatable || key === null) return run(ctx);
  if (!KEY.test(key)) throw invalidField(HEADER, "Send 1 to 255 printable characters without blanks, such as a UUID.");
  const got = await acquireKey(ctx, keyHash(ctx, operation, params, key), digest(ctx, json));
  if (!("keyHash" in got)) return repeat(got);
  let answer: Response;
  try {
    answer = await run({ ...ctx, repetition: got });
  } catch (error) {
    // Should the database be away, the lock passes by itself.
    await releaseKey(ctx, got).catch(() => undefined);
    throw error;
  }
  if (await keepAnswer(ctx, got, await kept(answer.clone()))) return answer;
  throw new Error(`${operation.path} is repeatable, and its use case took no effect under its key.`);
}

function repeat({ sameBody, underway, answer }: Exclude<Awaited<ReturnType<typeof acquireKey>>, { keyHash: string }>) {
  const refusal = (code: "idempotency_key_reused" | "request_in_progress" | "answer_lost", message: string) =>
    new Problem(code, message, {
      fields: { [HEADER]: message },
      ...(code === "request_in_progress" && { retryAfterSeconds: 1 }),
    });
  if (!sameBody) throw refusal("idempotency_key_reused", "This key was used with another body: choose a new key.");
  if (answer) return asResponse(answer);
  if (underway) throw refusal("request_in_progress", "A request with this key is being worked on: ask again soon.");
  throw refusal(
    "answer_lost",
    "This was done before, and its answer is lost: look at what is there, then use a new key.",
  );
}

async function kept(answer: Response): Promise<KeptAnswer> {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status: answer.status, headers: Object.fromEntries(headers), body: await answer.text() };
}

function asResponse({ status, headers, body }: KeptAnswer): Response {
  return new Response(body === "" ? null : body, { status, headers: { ...headers, "idempotent-replayed": "true" } });
}

/** Of principal, route and key, so that nobody's key means anything to anybody else or elsewhere. */
const keyHash = (ctx: Ctx, { method, path }: Operation, params: unknown, key: string): string =>
  ctx.masterKeys.hash("idempotency", canonical([ctx.actor.type, ctx.actor.id, method, path, params ?? null, key]));

/** Keyed: a body may hold what is easily guessed, such as a PIN. */
const digest = (ctx: Ctx, json: unknown): string => ctx.masterKeys.hash("idempotency", canonical(json ?? null));

/** By way of JSON, which has no infinite numbers; the order of members does not count. */
const canonical = (value: unknown): string => canonicalize(JSON.parse(JSON.stringify(value))) ?? "";
