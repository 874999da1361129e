"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createBulkRevocationAction } from "@/lib/actions/credential";
import type { BulkRevocationView, IssuedBetween, RevocableCount } from "@/lib/bulk-revocation/schema";
import { getJson } from "@/lib/client/get-json";
import { unwrap } from "@/lib/client/unwrap";

const create = unwrap(createBulkRevocationAction);
const POLL_MS = 1000;

export const useCreateBulkRevocation = () => useMutation({ mutationFn: create });

/** How far it has come, asked again each second until it is done; then the lists on the page are read anew. */
export function useBulkRevocation(contractId: string, id: string) {
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: ["bulk-revocations", contractId, id],
    queryFn: async ({ signal }) => {
      const path = `/api/portal/contracts/${contractId}/bulk-revocations/${id}` as const;
      const bulk = await getJson<BulkRevocationView>(path, signal);
      if (bulk.state === "done") void queryClient.invalidateQueries({ queryKey: ["credentials"] });
      return bulk;
    },
    refetchInterval: ({ state }) => (state.data?.state === "done" ? false : POLL_MS),
  });
}

/** How many a time of issue would take; asked only when there is one. */
export const useRevocable = (contractId: string, filter: IssuedBetween | null) =>
  useQuery({
    queryKey: ["bulk-revocations", contractId, "revocable", filter],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(Object.entries(filter ?? {}));
      return getJson<RevocableCount>(`/api/portal/contracts/${contractId}/revocable?${query}`, signal);
    },
    enabled: filter !== null,
    gcTime: 0,
  });
