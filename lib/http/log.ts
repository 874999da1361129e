import type { Problem } from "@/lib/kernel/errors";
import { framesOf } from "@/lib/kernel/frames.mjs";
import { logLine } from "@/lib/kernel/log-line.mjs";

/**
 * One JSON line of allow-listed fields (security S4): never a body, header, query, token or claim. A bug's stack is
 * told by file and line only, since messages of libraries may quote what they were given.
 */
export function logFailure(requestId: string, operation: string, problem: Problem, error: unknown): void {
  if (problem.status < 500) return;
  logLine({
    level: "error",
    at: new Date().toISOString(),
    requestId,
    operation,
    code: problem.code,
    cause: ownWords(problem.details.cause),
    kind: error instanceof Error ? error.name : typeof error,
    frames: problem.code === "internal" && error instanceof Error ? framesOf(error) : undefined,
  });
}

/** What a service said stands after a colon: that is for the audit trail, it may quote names and accounts. */
const ownWords = (cause: string | undefined): string | undefined => cause?.split(": ", 1)[0];
