import type { ProblemView } from "@/lib/client/action-result";

/** A refusal thrown in the browser, as React Query wants it. */
export class ActionProblem extends Error {
  override readonly name = "ActionProblem";
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Empty when the request never reached the portal. */
  readonly requestId: string;

  constructor(problem: ProblemView) {
    super(problem.message);
    this.code = problem.code;
    this.fields = problem.fields ?? {};
    this.requestId = problem.requestId;
  }
}

const digestOf = (error: unknown): string =>
  error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : "";

/** Whatever was thrown, as a problem with plain words. */
export function problemFrom(error: unknown): ActionProblem {
  if (error instanceof ActionProblem) return error;
  // What fetch throws when there is no answer at all.
  if (error instanceof TypeError) {
    const message = "The portal did not answer. Check your connection, then try again.";
    return new ActionProblem({ code: "unreachable", message, requestId: "" });
  }
  const message = "Something went wrong on our side. Try again; if it happens again, quote the request id.";
  return new ActionProblem({ code: "internal", message, requestId: digestOf(error) });
}
