import { useMutation, useQueryClient } from "@tanstack/react-query";
import { validateDidConfigurationAction } from "@/lib/actions/authority";
import { unwrap } from "@/lib/client/unwrap";

const validate = unwrap(validateDidConfigurationAction);

/** A refusal is stored as a verdict too, so what is shown is read again either way. */
export function useValidateDomain(authorityId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => validate({ authorityId }),
    onSettled: () =>
      Promise.all([["authorities"], ["overview"]].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
