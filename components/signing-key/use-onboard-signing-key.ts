import { useMutation, useQueryClient } from "@tanstack/react-query";
import { onboardSigningKeyAction } from "@/lib/actions/signing-key";
import { unwrap } from "@/lib/client/unwrap";

const onboard = unwrap(onboardSigningKeyAction);

/** A refused key stands in the list as failed, so the list is read again either way. */
export function useOnboardSigningKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: onboard,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["signing-keys"] }),
  });
}
