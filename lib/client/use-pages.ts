"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { getJson } from "@/lib/client/get-json";
import type { Page } from "@/lib/kernel/page";

/** A list that the server began and the browser goes on with, page by page. */
export function usePages<Item>(path: `/api/portal/${string}`, queryKey: readonly string[], initial: Page<Item>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Item>>(pageParam === null ? path : `${path}?cursor=${encodeURIComponent(pageParam)}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    initialData: { pages: [initial], pageParams: [null] },
  });
  return { ...query, items: query.data.pages.flatMap((page) => page.items) };
}
