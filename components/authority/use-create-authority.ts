import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createAuthorityAction } from "@/lib/actions/authority";
import { unwrap } from "@/lib/client/unwrap";

const create = unwrap(createAuthorityAction);

/** Keys are read again too, and even after a refusal: the key may have been made. */
export function useCreateAuthority() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: create,
    onSettled: () =>
      Promise.all(
        [["authorities"], ["signing-keys"], ["overview"]].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
