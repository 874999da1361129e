"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  cancelBulkIssuanceAction,
  pauseBulkIssuanceAction,
  repairBulkIssuanceRowAction,
  resumeBulkIssuanceAction,
  retryBulkIssuanceAction,
} from "@/lib/actions/bulk-issuance";
import type { BulkIssuanceDetail, BulkRowPage, BulkRowState } from "@/lib/bulk-issuance/schema";
import { getJson } from "@/lib/client/get-json";
import { unwrap } from "@/lib/client/unwrap";

const POLL_MS = 1000;
/** Nobody makes offers any more, but wallets take them up. */
const SLOW_POLL_MS = 10_000;

/** How a batch stands, asked again and again: each second while it runs. */
export const useBatch = (initial: BulkIssuanceDetail) =>
  useQuery({
    queryKey: ["batches", initial.id],
    queryFn: ({ signal }) => getJson<BulkIssuanceDetail>(`/api/portal/batches/${initial.id}`, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? POLL_MS : SLOW_POLL_MS),
  });

/** A page of its rows. They are read anew when the batch has come further: `mark` says how far. */
export const useBatchRows = (id: string, state: BulkRowState | null, after: number, mark: string) =>
  useQuery({
    queryKey: ["batches", id, "rows", state, after, mark],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ after: String(after), ...(state && { state }) });
      return getJson<BulkRowPage>(`/api/portal/batches/${id}/rows?${query}`, signal);
    },
    placeholderData: (before) => before,
    gcTime: 0,
  });

const pause = unwrap(pauseBulkIssuanceAction);
const resume = unwrap(resumeBulkIssuanceAction);
const cancel = unwrap(cancelBulkIssuanceAction);
const retry = unwrap(retryBulkIssuanceAction);
const repair = unwrap(repairBulkIssuanceRowAction);

/** What can be done to a batch; each is shown at once. */
export function useChangeBatch(id: string) {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ["batches", id] });
  return {
    pause: useMutation({ mutationFn: () => pause({ id }), onSettled }),
    resume: useMutation({ mutationFn: () => resume({ id }), onSettled }),
    retry: useMutation({ mutationFn: () => retry({ id }), onSettled }),
    cancel: useMutation({ mutationFn: (withdrawOffers: boolean) => cancel({ id, withdrawOffers }), onSettled }),
    repair: useMutation({ mutationFn: (row: { row: number; cells: string[] }) => repair({ id, ...row }), onSettled }),
  };
}
