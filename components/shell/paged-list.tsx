"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import type { usePages } from "@/lib/client/use-pages";

interface PagedListProps<Item> {
  list: ReturnType<typeof usePages<Item>>;
  /** What stands there instead of a list without items. */
  empty: ReactNode;
  /** What the button for the next page says. */
  more: string;
  children: (items: Item[]) => ReactNode;
}

/** A list page's four states: empty, out of date, shown, and more to come. */
export function PagedList<Item>({ list, empty, more, children }: PagedListProps<Item>) {
  if (list.items.length === 0 && !list.error) return empty;
  return (
    <div className="grid gap-4">
      {list.error && (
        <ErrorState
          title="The list is not up to date"
          error={list.error}
          onRetry={() => list.refetch()}
          retrying={list.isFetching}
        />
      )}
      {children(list.items)}
      {list.hasNextPage && (
        <Button className="justify-self-center" pending={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {more}
        </Button>
      )}
    </div>
  );
}
