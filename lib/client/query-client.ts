import { QueryClient } from "@tanstack/react-query";
import { problemFrom } from "@/lib/client/action-problem";

/** Refusals will not change by asking again; only silence and our own failures may. */
const worthRetrying = new Set(["unreachable", "internal", "unavailable"]);

/** A portal on this very machine or in its network answers without the internet: asking tells, the browser's guess does not. */
const networkMode = "always";

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode,
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && worthRetrying.has(problemFrom(error).code),
      },
      mutations: { networkMode, retry: false },
    },
  });
