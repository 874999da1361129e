"use client";

import { CredentialCard } from "@/components/contract/preview/credential-card";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { AddOffer } from "@/components/wallet/add-offer";
import { FailureNote } from "@/components/wallet/failure-note";
import { type HeldView, useHeld } from "@/components/wallet/use-wallet";
import { ViewHeading } from "@/components/wallet/view-heading";
import { heldCard } from "@/components/wallet/wallet-card";

interface Props {
  onOpenCard: (id: string) => void;
  onOpenOffer: (text: string) => void;
}

/** All cards, and the way to a new one. */
export function HomeView({ onOpenCard, onOpenOffer }: Props) {
  const { data, error, isPending, refetch } = useHeld();
  return (
    <div className="flex flex-1 flex-col gap-6 px-5 pt-3 pb-6">
      <div className="grid gap-1">
        <ViewHeading>My cards</ViewHeading>
        <p className="text-muted-foreground">{data?.length ? countWords(data.length) : "Kept in this browser only"}</p>
      </div>
      {isPending && <Skeleton className="aspect-[1.586] h-auto rounded-2xl" />}
      {error && (
        <FailureNote
          error={error}
          actions={
            <Button size="sm" onClick={() => refetch()}>
              Try again
            </Button>
          }
        />
      )}
      {data?.length === 0 && <NoCards />}
      {data && data.length > 0 && (
        <ul aria-label="Cards" className="grid gap-4">
          {data.map((view) => (
            <li key={view.held.id}>
              <CardButton view={view} onOpen={() => onOpenCard(view.held.id)} />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-auto">
        <AddOffer onOpenOffer={onOpenOffer} />
      </div>
    </div>
  );
}

const countWords = (count: number) =>
  `${count === 1 ? "1 credential" : `${count} credentials`}, kept in this browser only`;

function CardButton({ view, onOpen }: { view: HeldView; onOpen: () => void }) {
  const card = heldCard(view.held, view.decoded);
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={`Open ${card.detail.title}${card.detail.issuer && ` from ${card.detail.issuer}`}`}
      className="mx-auto block w-full max-w-[24rem] rounded-2xl transition-transform duration-150 hover:-translate-y-0.5"
    >
      <CredentialCard view={card} className="text-left" />
    </button>
  );
}

const NoCards = () => (
  <div className="grid gap-5">
    <div
      aria-hidden
      className="grid aspect-[1.586] place-items-center rounded-2xl border-2 border-input/40 border-dashed bg-muted/40"
    >
      <div className="grid w-3/5 gap-2.5">
        <div className="size-9 rounded-lg bg-border" />
        <div className="mt-4 h-3 w-4/5 rounded-full bg-border" />
        <div className="h-2.5 w-1/2 rounded-full bg-border" />
      </div>
    </div>
    <p className="text-center text-muted-foreground">
      <span className="block font-medium text-foreground">No cards yet</span>
      Issue a credential in the portal and choose “Open in demo wallet”, or paste an offer below.
    </p>
  </div>
);
