import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getJson } from "@/lib/client/get-json";
import type { VersionContent, VersionSummary } from "@/lib/contract/version-schema";
import type { Page } from "@/lib/kernel/page";

/** The history of a contract, read when it is looked at. */
export function useVersions(contractId: string) {
  const query = useInfiniteQuery({
    queryKey: ["contracts", contractId, "versions"],
    queryFn: ({ pageParam, signal }) => {
      const part = pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`;
      return getJson<Page<VersionSummary>>(`/api/portal/contracts/${contractId}/versions${part}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) };
}

export const readVersion = (contractId: string, version: number, signal?: AbortSignal): Promise<VersionContent> =>
  getJson<VersionContent>(`/api/portal/contracts/${contractId}/versions/${version}`, signal);

/** A version never changes. Version 0 is the nothing before the first. */
export const useVersion = (contractId: string, version: number) =>
  useQuery({
    queryKey: ["contract-version", contractId, version],
    queryFn: ({ signal }) => (version === 0 ? null : readVersion(contractId, version, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
