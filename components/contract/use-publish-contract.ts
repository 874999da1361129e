import { useMutation, useQueryClient } from "@tanstack/react-query";
import { archiveContractAction, createContractAction, updateContractAction } from "@/lib/actions/contract";
import { unwrap } from "@/lib/client/unwrap";

const create = unwrap(createContractAction);
const update = unwrap(updateContractAction);
const archive = unwrap(archiveContractAction);

function useForgetContracts() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([["contracts"], ["overview"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export function useCreateContract() {
  const onSuccess = useForgetContracts();
  return useMutation({ mutationFn: create, onSuccess });
}

export function useUpdateContract() {
  const onSuccess = useForgetContracts();
  return useMutation({ mutationFn: update, onSuccess });
}

export function useArchiveContract() {
  const onSuccess = useForgetContracts();
  return useMutation({ mutationFn: archive, onSuccess });
}
