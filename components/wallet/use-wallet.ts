"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { browserTransport } from "@/components/wallet/browser-transport";
import { claimCredential, type OpenedOffer, openOffer } from "@/components/wallet/protocol/claim";
import { decodeCredential, type StatusEntry } from "@/components/wallet/protocol/decode";
import { makeHolderKey } from "@/components/wallet/protocol/proof";
import { checkStatus } from "@/components/wallet/protocol/status";
import { deleteHeld, type HeldCredential, keepHeld, listHeld } from "@/components/wallet/store/wallet-database";

const heldKey = ["wallet", "held"] as const;
const refresh = (queryClient: QueryClient) => queryClient.invalidateQueries({ queryKey: heldKey });

/** What the wallet holds, each taken apart for its card. */
export const useHeld = () =>
  useQuery({
    queryKey: heldKey,
    queryFn: async () =>
      Promise.all(
        (await listHeld()).map(async (held) => ({
          held,
          decoded: await decodeCredential(held.format, held.credential),
        })),
      ),
  });

export type HeldView = NonNullable<ReturnType<typeof useHeld>["data"]>[number];

/** An offer is read once: looking at it again must not depend on its still being open. */
export const useOffer = (text: string) =>
  useQuery({
    queryKey: ["wallet", "offer", text],
    queryFn: () => openOffer(browserTransport(), text),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
  });

interface Acceptance {
  opened: OpenedOffer;
  transactionCode?: string | undefined;
}

/** Claims the credential, keeps it, and only then tells the issuer so. */
export function useAccept() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ opened, transactionCode }: Acceptance): Promise<HeldCredential> => {
      const key = await makeHolderKey();
      const { credential, confirm } = await claimCredential(browserTransport(), opened, key, transactionCode);
      const held: HeldCredential = {
        id: crypto.randomUUID(),
        format: opened.configuration.format,
        credential,
        key,
        configuration: opened.configuration,
        issuer: { identifier: opened.metadata.credential_issuer, display: opened.metadata.display ?? [] },
        addedAt: new Date().toISOString(),
        status: null,
      };
      await keepHeld(held);
      await confirm();
      await refresh(queryClient);
      return held;
    },
  });
}

/** Asks the issuer's status list and keeps its answer with the card. */
export function useCheckStatus() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ held, entry }: { held: HeldCredential; entry: StatusEntry }) => {
      const value = await checkStatus(browserTransport(), entry);
      await keepHeld({ ...held, status: { value, checkedAt: new Date().toISOString() } });
      await refresh(queryClient);
    },
  });
}

export function useDelete() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await deleteHeld(id);
      await refresh(queryClient);
    },
  });
}
