import { useMutation, useQueryClient } from "@tanstack/react-query";

/** A change of an authority; whatever shows it is read again. */
export function useChangeAuthority<Input, Result>(change: (input: Input) => Promise<Result>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([["authorities"], ["overview"]].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
