"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useState } from "react";
import { credentialCalls } from "@/components/credential/credential-calls";
import { CredentialFacts } from "@/components/credential/credential-facts";
import { useCredential } from "@/components/credential/use-credentials";
import { ApiCalls } from "@/components/developer/api-calls";
import { buttonStyles } from "@/components/ui/button-styles";
import { scrimStyles } from "@/components/ui/dialog-styles";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { CredentialView } from "@/lib/credential/schema";

interface Props {
  /** The credential's URN. */
  id: string;
  initial: CredentialView | undefined;
  statusTtlSeconds: number;
  onClose: () => void;
}

/** One credential beside the list. */
export function CredentialSheet({ id, initial, statusTtlSeconds, onClose }: Props) {
  const [open, setOpen] = useState(true);
  const { data, error, isFetching, refetch } = useCredential(id, initial);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => setOpen(next)}
      onOpenChangeComplete={(shown) => {
        if (!shown) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimStyles} />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-40 flex w-[min(32rem,100vw)] flex-col border-l bg-popover shadow-floating transition-transform duration-200 data-ending-style:translate-x-full data-starting-style:translate-x-full">
          <div className="flex items-center justify-between gap-4 border-b px-6 py-4">
            <Dialog.Title className="font-semibold text-lg leading-snug">
              {data?.contractName ?? "Credential"}
            </Dialog.Title>
            <div className="flex items-center gap-1">
              {data && <ApiCalls calls={credentialCalls(data)} />}
              <Dialog.Close aria-label="Close" className={buttonStyles({ variant: "ghost", size: "icon-sm" })}>
                <X aria-hidden />
              </Dialog.Close>
            </div>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">
            {data && <CredentialFacts credential={data} statusTtlSeconds={statusTtlSeconds} />}
            {!data && error && (
              <ErrorState
                title="This credential could not be shown"
                error={error}
                onRetry={() => refetch()}
                retrying={isFetching}
              />
            )}
            {!data && !error && (
              <div className="grid gap-4">
                <Skeleton className="h-6 w-24" />
                <Skeleton className="h-64" />
              </div>
            )}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
