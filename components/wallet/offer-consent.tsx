"use client";

import { Check, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { CredentialCard } from "@/components/contract/preview/credential-card";
import { Button } from "@/components/ui/button";
import { FailureNote } from "@/components/wallet/failure-note";
import type { OpenedOffer } from "@/components/wallet/protocol/claim";
import { preAuthorizedGrant } from "@/components/wallet/protocol/offer";
import { failureFrom } from "@/components/wallet/protocol/wallet-failure";
import { TransactionCodeField } from "@/components/wallet/transaction-code-field";
import { useAccept } from "@/components/wallet/use-wallet";
import { ViewHeading } from "@/components/wallet/view-heading";
import { offerCard } from "@/components/wallet/wallet-card";

interface Props {
  opened: OpenedOffer;
  onClose: () => void;
  onAccepted: (id: string) => void;
}

/** Who offers what; nothing is taken before the holder says so. */
export function OfferConsent({ opened, onClose, onAccepted }: Props) {
  const [code, setCode] = useState("");
  const [judged, setJudged] = useState(false);
  const accept = useAccept();
  const card = offerCard(opened);
  const hint = preAuthorizedGrant(opened.offer).tx_code;
  const issuer = card.detail.issuer || new URL(opened.metadata.credential_issuer).host;
  const missing = hint !== undefined && (hint.length ? code.length !== hint.length : code === "");
  const closed = accept.error && failureFrom(accept.error).kind === "offer_closed";

  function submit() {
    setJudged(true);
    if (missing || accept.isPending) return;
    accept.mutate(
      { opened, transactionCode: hint && code },
      {
        onSuccess: (held) => onAccepted(held.id),
        onError: (error) => {
          setJudged(false);
          if (failureFrom(error).kind === "wrong_code") setCode("");
        },
      },
    );
  }

  return (
    <form
      noValidate
      className="flex flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid gap-5 px-5 pt-3 pb-6">
        <div className="grid gap-1">
          <p className="text-muted-foreground">{issuer} offers you</p>
          <ViewHeading>{card.detail.title}</ViewHeading>
        </div>
        <div className="mx-auto w-full max-w-[24rem]">
          <CredentialCard view={card} />
        </div>
        {accept.error && <FailureNote error={accept.error} />}
        {hint && !closed && (
          <TransactionCodeField
            hint={hint}
            value={code}
            onChange={setCode}
            error={judged && missing ? "Type the whole code." : undefined}
          />
        )}
        {card.detail.rows.length > 0 && (
          <section aria-labelledby="claims-heading" className="grid gap-2">
            <h2 id="claims-heading" className="font-semibold">
              You will receive
            </h2>
            <ul className="grid gap-x-4 gap-y-1.5 rounded-xl border bg-background px-4 py-3 sm:grid-cols-2">
              {card.detail.rows.map(({ key, label }) => (
                <li key={key} className="flex items-start gap-2">
                  <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
                  <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className="flex items-start gap-2 text-[0.8125rem] text-muted-foreground">
          <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
          The credential is bound to a new key that never leaves this browser.
        </p>
      </div>
      <div className="sticky bottom-0 mt-auto grid grid-cols-[auto_1fr] gap-2 border-t bg-card px-5 py-4">
        {closed ? (
          <Button size="lg" className="col-span-2" onClick={onClose}>
            Back to my cards
          </Button>
        ) : (
          <>
            <Button size="lg" onClick={onClose}>
              Decline
            </Button>
            <Button type="submit" size="lg" variant="primary" pending={accept.isPending}>
              Accept
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
