import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type * as z from "zod";
import { sessionCtx } from "@/lib/auth/session";
import type { ActionResult } from "@/lib/client/action-result";
import type { Ctx, Platform } from "@/lib/context";
import { bodyLimits, parseJsonText } from "@/lib/http/body";
import { logFailure } from "@/lib/http/log";
import { toProblem } from "@/lib/http/problem";
import { requireSameOrigin } from "@/lib/http/same-origin";
import { Problem } from "@/lib/kernel/errors";
import { platform } from "@/lib/platform";
import { requirePermission, type UseCase } from "@/lib/use-case";

/** The portal's writing door: session, origin, then the use case, which asks for its permission and judges its input. */
export const action =
  <Schema extends z.ZodType, Result>(useCase: UseCase<Schema, Result>) =>
  (input: z.input<Schema>): Promise<ActionResult<Result>> =>
    answer(useCase.useCaseName, async (requestId) => useCase({ ...(await ownCtx()), requestId }, input));

/**
 * The same for input that holds JSON of anybody's making. It comes as text and is read as an API's body is: what the
 * framework hands over may be of any type, as deep as its sender likes (security L1).
 */
export const jsonAction =
  <Schema extends z.ZodType, Result>(useCase: UseCase<Schema, Result>) =>
  (text: string): Promise<ActionResult<Result>> =>
    answer(useCase.useCaseName, async (requestId) => {
      const ctx = await ownCtx();
      await requirePermission(ctx, useCase.useCaseName);
      return useCase({ ...ctx, requestId }, parseJsonText(text, bodyLimits.admin) as z.input<Schema>);
    });

async function ownCtx(): Promise<Ctx> {
  const ctx = await sessionCtx();
  if (!ctx) throw new Problem("unauthorized", "Your session has ended. Sign in again.");
  requireSameOrigin(await headers(), ctx.publicUrl);
  return ctx;
}

/** The few actions that need no session. What they take is judged by `schema`. */
export const publicAction =
  <Schema extends z.ZodType, Result>(
    name: string,
    schema: Schema,
    run: (on: Platform, input: z.output<Schema>) => Promise<Result>,
  ) =>
  (input: z.input<Schema>): Promise<ActionResult<Result>> =>
    answer(name, async () => {
      requireSameOrigin(await headers(), platform().publicUrl);
      return run(platform(), schema.parse(input));
    });

/** Refusals come back as values: a thrown error would lose its words on the way to the browser. */
async function answer<Result>(
  name: string,
  run: (requestId: string) => Promise<Result>,
): Promise<ActionResult<Result>> {
  const requestId = crypto.randomUUID();
  try {
    return { ok: true, data: await run(requestId) };
  } catch (error) {
    unstable_rethrow(error);
    const problem = toProblem(error);
    logFailure(requestId, `action ${name}`, problem, error);
    const { code, message, details } = problem;
    return {
      ok: false,
      problem: { code, message, ...(details.fields && { fields: { ...details.fields } }), requestId },
    };
  }
}
