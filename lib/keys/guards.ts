import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";

export const DEADLINE_MS = 6000;
const AT_ONCE = 32;
const WAITING = 512;

/** The limits of security E5 around one connection to a key store: 6 s in all, a breaker, 32 at once. */
export const guards = (isOutage: (error: unknown) => boolean) =>
  wrap(
    timeout(DEADLINE_MS, TimeoutStrategy.Aggressive),
    circuitBreaker(
      handleWhen((error) => isOutage(error) && !(error instanceof TaskCancelledError)),
      {
        halfOpenAfter: 5000,
        breaker: new ConsecutiveBreaker(5),
      },
    ),
    bulkhead(AT_ONCE, WAITING),
  );

/**
 * What a refusal of the guards themselves means: `silent` when the store does not answer, `full` when too many wait.
 * By class: cockatiel's isTaskCancelledError() tests for a full bulkhead by mistake.
 */
export function guardRefusal(error: unknown): "silent" | "full" | null {
  if (error instanceof TaskCancelledError || error instanceof BrokenCircuitError) return "silent";
  return error instanceof BulkheadRejectedError ? "full" : null;
}
