import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  cancelRotationAction,
  removeAuthorityKeyAction,
  rotateSigningKeyAction,
  synchronizeDidDocumentAction,
} from "@/lib/actions/authority";
import type { AuthorityView, DidDocumentComparison } from "@/lib/authority/schema";
import { getJson } from "@/lib/client/get-json";
import { unwrap } from "@/lib/client/unwrap";

const rotate = unwrap(rotateSigningKeyAction);
const synchronize = unwrap(synchronizeDidDocumentAction);
const cancel = unwrap(cancelRotationAction);
const remove = unwrap(removeAuthorityKeyAction);

/** Each change answers with the authority as it is then; what hangs on its keys is read again. */
async function show(queryClient: QueryClient, authority: AuthorityView): Promise<void> {
  queryClient.setQueryData(["authorities", authority.id], authority);
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["authorities", authority.id] }),
    queryClient.invalidateQueries({ queryKey: ["signing-keys"] }),
    queryClient.invalidateQueries({ queryKey: ["overview"] }),
  ]);
}

function useKeyChange<Input>(change: (input: Input) => Promise<AuthorityView>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: (authority) => show(queryClient, authority) });
}

export const useRotation = ({ id: authorityId }: Pick<AuthorityView, "id">) => ({
  rotate: useKeyChange(() => rotate({ authorityId })),
  switchKeys: useKeyChange(() => synchronize({ authorityId })),
  cancel: useKeyChange(() => cancel({ authorityId })),
});

export const useRemoveKey = (authorityId: string) =>
  useKeyChange((key: { signingKeyId: string; liveCredentials: number }) => remove({ authorityId, ...key }));

/** How many credentials verify by each key. */
export const useKeyCredentials = (authorityId: string) =>
  useQuery({
    queryKey: ["authorities", authorityId, "key-credentials"],
    queryFn: ({ signal }) =>
      getJson<Record<string, number>>(`/api/portal/authorities/${authorityId}/key-credentials`, signal),
  });

/** The document as it should be beside the one that is served. */
export const useDocumentComparison = (authorityId: string, enabled: boolean) =>
  useQuery({
    queryKey: ["authorities", authorityId, "did-document", "comparison"],
    queryFn: ({ signal }) =>
      getJson<DidDocumentComparison>(`/api/portal/authorities/${authorityId}/did-document/comparison`, signal),
    enabled,
  });
