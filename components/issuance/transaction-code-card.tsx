"use client";

import { CopyButton } from "@/components/ui/copy-button";

interface Props {
  /** Null when it was shown before: it is not kept. */
  code: string | null;
  length: number;
}

/** The code, away from the QR code: who sees both needs no code. */
export const TransactionCodeCard = ({ code, length }: Props) => (
  <section aria-labelledby="transaction-code" className="grid gap-2 rounded-xl border bg-muted/40 p-4">
    <h3 id="transaction-code" className="font-medium">
      Transaction code
    </h3>
    {code === null ? (
      <p className="text-muted-foreground">
        The {length}-digit code was shown when the offer was made. It is not kept: if nobody knows it, make a new offer.
      </p>
    ) : (
      <>
        <div className="flex items-center justify-between gap-3">
          <output className="font-mono font-semibold text-2xl tracking-[0.2em]">{code}</output>
          <CopyButton text={code} label="Copy code" />
        </div>
        <p className="text-[0.8125rem] text-muted-foreground">
          Tell it to the holder by phone or in person, not together with the offer. It is shown only now.
        </p>
      </>
    )}
  </section>
);
