"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { replayDeliveriesAction } from "@/lib/actions/delivery";
import { unwrap } from "@/lib/client/unwrap";

/** Has deliveries sent again; the list shows the new attempts as they happen. */
export function useReplay(onDone?: () => void) {
  const router = useRouter();
  return useMutation({
    mutationFn: unwrap(replayDeliveriesAction),
    onSuccess: () => {
      onDone?.();
      router.refresh();
    },
  });
}
