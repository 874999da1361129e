"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { parseOfferLink } from "@/components/wallet/protocol/offer";
import { failureFrom } from "@/components/wallet/protocol/wallet-failure";

/** Takes an offer that was copied elsewhere. */
export function AddOffer({ onOpenOffer }: { onOpenOffer: (text: string) => void }) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string>();

  function submit() {
    const offer = text.trim();
    try {
      if (!offer) throw new Error("empty");
      parseOfferLink(offer);
      onOpenOffer(offer);
    } catch (error) {
      setFault(offer ? failureFrom(error).message : "Paste the link of an offer first.");
    }
  }

  return (
    <form
      noValidate
      className="grid grid-cols-[1fr_auto] items-start gap-2 rounded-2xl border bg-background p-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label="Paste an offer" error={fault} className="col-span-2">
        <div className="grid grid-cols-[1fr_auto] gap-2">
          <Input
            name="offer"
            value={text}
            onValueChange={(next) => {
              setText(next);
              setFault(undefined);
            }}
            placeholder="openid-credential-offer://…"
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
          />
          <Button type="submit" className="h-10">
            <Plus aria-hidden />
            Open offer
          </Button>
        </div>
      </Field>
    </form>
  );
}
