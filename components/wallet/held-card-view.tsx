"use client";

import { ChevronLeft } from "lucide-react";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { CredentialDetail } from "@/components/contract/preview/credential-detail";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { CardFacts } from "@/components/wallet/card-facts";
import { CardStatusBox } from "@/components/wallet/card-status-box";
import { DeleteCard } from "@/components/wallet/delete-card";
import { FailureNote } from "@/components/wallet/failure-note";
import { RawToken } from "@/components/wallet/raw-token";
import { useHeld } from "@/components/wallet/use-wallet";
import { ViewHeading } from "@/components/wallet/view-heading";
import { heldCard } from "@/components/wallet/wallet-card";

interface Props {
  id: string;
  /** It has come into the wallet just now. */
  added: boolean;
  onBack: () => void;
}

/** One card with everything it says. */
export function HeldCardView({ id, added, onBack }: Props) {
  const { data, error, isPending } = useHeld();
  const view = data?.find(({ held }) => held.id === id);
  const card = view && heldCard(view.held, view.decoded);
  return (
    <div className="grid gap-5 px-5 pt-1 pb-8">
      <Button variant="ghost" size="sm" className="-ml-2 justify-self-start" onClick={onBack}>
        <ChevronLeft aria-hidden />
        My cards
      </Button>
      {isPending && <Skeleton className="aspect-[1.586] h-auto rounded-2xl" />}
      {error && <FailureNote error={error} />}
      {data && !view && (
        <div className="grid gap-2">
          <ViewHeading>No such card</ViewHeading>
          <p className="text-muted-foreground">This browser's wallet does not hold it. It may have been deleted.</p>
        </div>
      )}
      {view && card && (
        <>
          {added && <Alert tone="success" title="Added to your wallet" />}
          <ViewHeading className="sr-only">{card.detail.title}</ViewHeading>
          <div className="mx-auto w-full max-w-[24rem]">
            <CredentialCard view={card} />
          </div>
          <CardStatusBox held={view.held} decoded={view.decoded} />
          <section aria-labelledby="claims-heading" className="grid gap-2">
            <h2 id="claims-heading" className="font-semibold">
              Claims
            </h2>
            <CredentialDetail view={card} />
          </section>
          <CardFacts issuer={card.detail.issuer} held={view.held} decoded={view.decoded} />
          <RawToken credential={view.held.credential} decoded={view.decoded} />
          <DeleteCard id={id} title={card.detail.title} onDeleted={onBack} />
        </>
      )}
    </div>
  );
}
