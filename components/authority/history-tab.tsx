"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { AuditTable } from "@/components/audit/audit-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { AuditPage } from "@/lib/audit/schema";
import { getJson } from "@/lib/client/get-json";

/** What was done to this authority, as the audit trail keeps it. */
export function HistoryTab({ authorityId }: { authorityId: string }) {
  const path = `/api/portal/authorities/${authorityId}/history` as const;
  const history = useInfiniteQuery({
    queryKey: ["authorities", authorityId, "history"],
    queryFn: ({ pageParam, signal }) =>
      getJson<AuditPage>(pageParam === null ? path : `${path}?after=${encodeURIComponent(pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const entries = history.data?.pages.flatMap((page) => page.entries);
  return (
    <section aria-labelledby="history" className="grid gap-4">
      <h2 id="history" className="font-semibold text-base leading-snug">
        Who did what to this authority
      </h2>
      {history.error && (
        <ErrorState
          title="The history could not be read"
          error={history.error}
          onRetry={() => history.refetch()}
          retrying={history.isFetching}
        />
      )}
      {entries ? <AuditTable entries={entries} /> : !history.error && <Skeleton className="h-64" />}
      {history.hasNextPage && (
        <Button
          className="justify-self-center"
          pending={history.isFetchingNextPage}
          onClick={() => history.fetchNextPage()}
        >
          Show earlier ones
        </Button>
      )}
    </section>
  );
}
