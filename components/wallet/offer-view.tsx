"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { FailureNote } from "@/components/wallet/failure-note";
import { OfferConsent } from "@/components/wallet/offer-consent";
import { failureFrom } from "@/components/wallet/protocol/wallet-failure";
import { useOffer } from "@/components/wallet/use-wallet";
import { ViewHeading } from "@/components/wallet/view-heading";

interface Props {
  text: string;
  onClose: () => void;
  onAccepted: (id: string) => void;
}

/** An offer: read, shown, and accepted or left. */
export function OfferView({ text, onClose, onAccepted }: Props) {
  const { data, error, isFetching, refetch } = useOffer(text);
  if (data) return <OfferConsent opened={data} onClose={onClose} onAccepted={onAccepted} />;
  if (isFetching || !error) {
    return (
      <div className="grid gap-5 px-5 pt-3">
        <p role="status" className="sr-only">
          Reading the offer…
        </p>
        <Skeleton className="h-7 w-3/5" />
        <Skeleton className="aspect-[1.586] h-auto rounded-2xl" />
        <Skeleton className="h-40 rounded-xl" />
      </div>
    );
  }
  return (
    <div className="grid gap-5 px-5 pt-3 pb-6">
      <ViewHeading>The offer cannot be opened</ViewHeading>
      <FailureNote
        error={error}
        actions={
          failureFrom(error).kind === "unreachable" && (
            <Button size="sm" onClick={() => refetch()}>
              Try again
            </Button>
          )
        }
      />
      <Button size="lg" onClick={onClose}>
        <X aria-hidden />
        Back to my cards
      </Button>
    </div>
  );
}
