"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  findCredentialsAction,
  reinstateCredentialAction,
  revokeCredentialAction,
  suspendCredentialAction,
} from "@/lib/actions/credential";
import { getJson } from "@/lib/client/get-json";
import { unwrap } from "@/lib/client/unwrap";
import type { CredentialPage, CredentialView, FindCredentials } from "@/lib/credential/schema";

const find = unwrap(findCredentialsAction);
const revoke = unwrap(revokeCredentialAction);
const suspend = unwrap(suspendCredentialAction);
const reinstate = unwrap(reinstateCredentialAction);

/** Pages of the newest, of one contract or of all. */
export const useCredentialPages = (contractId: string | null, initial: CredentialPage | undefined) =>
  useInfiniteQuery({
    queryKey: ["credentials", "list", contractId],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams();
      if (contractId) query.set("contractId", contractId);
      if (pageParam) query.set("cursor", pageParam);
      return getJson<CredentialPage>(`/api/portal/credentials?${query}`, signal);
    },
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: initial && { pages: [initial], pageParams: [""] },
  });

/** What was looked for stays in the page's memory and goes to the server in a body, never in an address. */
export const useFound = (search: FindCredentials | null) =>
  useQuery({
    queryKey: ["credentials", "found", search],
    queryFn: () => (search ? find(search) : []),
    enabled: search !== null,
    gcTime: 0,
  });

export const useCredential = (id: string, initial: CredentialView | undefined) =>
  useQuery({
    queryKey: ["credentials", "one", id],
    queryFn: ({ signal }) => getJson<CredentialView>(`/api/portal/credentials/${encodeURIComponent(id)}`, signal),
    initialData: initial,
  });

/** Done only when every list on the page shows it. */
function useChange<Input>(mutationFn: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["credentials"] }),
  });
}

export const useRevokeCredential = () => useChange(revoke);
export const useSuspendCredential = () => useChange(suspend);
export const useReinstateCredential = () => useChange(reinstate);
