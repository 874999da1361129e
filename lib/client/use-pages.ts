"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { getJson } from "@/lib/client/get-json";
import type { Page } from "@/lib/kernel/page";

const withCursor = (path: `/api/portal/${string}`, cursor: string): `/api/portal/${string}` =>
  `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;

/** A list that the server began and the browser goes on with, page by page. */
export function usePages<Item>(path: `/api/portal/${string}`, queryKey: readonly string[], initial: Page<Item>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<Item>>(pageParam === null ? path : withCursor(path, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    initialData: { pages: [initial], pageParams: [null] },
  });
  return { ...query, items: query.data.pages.flatMap((page) => page.items) };
}
