import { QueryClient } from "@tanstack/react-query";
import { problemFrom } from "@/lib/client/action-problem";

/** Refusals will not change by asking again; only silence and our own failures may. */
const worthRetrying = new Set(["unreachable", "internal", "unavailable"]);

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && worthRetrying.has(problemFrom(error).code),
      },
      mutations: { retry: false },
    },
  });
