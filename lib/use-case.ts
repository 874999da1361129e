import type * as z from "zod";
import { recordRefusal } from "@/lib/audit/record";
import type { Ctx } from "@/lib/context";
import { Problem } from "@/lib/kernel/errors";
import { policy, type UseCaseName } from "@/lib/kernel/policy";
import { requireWholeTexts } from "@/lib/kernel/whole-text";

export interface UseCase<Schema extends z.ZodType, Result> {
  (ctx: Ctx, input: z.input<Schema>): Promise<Result>;
  readonly useCaseName: UseCaseName;
  readonly input: Schema;
}

/**
 * A verb of the domain. Its permission is the row of its name in the policy, so no door can forget it, and its input is
 * judged here, whichever door it came in by. A refusal for want of permission is audited (security D9).
 */
export function defineUseCase<Schema extends z.ZodType, Result>(
  spec: { readonly name: UseCaseName; readonly input: Schema },
  run: (ctx: Ctx, input: z.output<Schema>) => Promise<Result>,
): UseCase<Schema, Result> {
  const call = async (ctx: Ctx, input: z.input<Schema>): Promise<Result> => {
    await requirePermission(ctx, spec.name);
    const judged = spec.input.parse(input);
    requireWholeTexts(judged);
    return run(ctx, judged);
  };
  return Object.assign(call, { useCaseName: spec.name, input: spec.input });
}

/** Throws `forbidden`, audited, unless the caller has the permission of this row of the policy. */
export async function requirePermission(ctx: Ctx, name: UseCaseName): Promise<void> {
  const permission = policy[name];
  if (ctx.actor.permissions.includes(permission)) return;
  await recordRefusal(ctx, name);
  throw new Problem("forbidden", `This needs the permission ${permission}: ask an owner for it.`);
}

const FRESH_SIGN_IN_MS = 5 * 60 * 1000;

/** For what cannot be undone: an owner who signed in within the last five minutes (security A6). */
export function requireFreshOwner(ctx: Ctx): void {
  if (ctx.actor.type !== "user") return;
  if (ctx.actor.role !== "owner") throw new Problem("forbidden", "Only an owner may do this.");
  const { signedInAt } = ctx.actor;
  if (signedInAt === null) {
    const message =
      "Your token does not say when you signed in, and this needs a sign-in of the last five minutes: have its issuer add the claim auth_time.";
    throw new Problem("forbidden", message);
  }
  if (signedInAt && ctx.now().getTime() - signedInAt.getTime() > FRESH_SIGN_IN_MS) {
    throw new Problem("forbidden", "Sign in again first: this needs a sign-in of the last five minutes.");
  }
}
