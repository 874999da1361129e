"use client";

import { Dices } from "lucide-react";
import { formatNames } from "@/components/issuance/format-names";
import { type IssueDraft, randomCode } from "@/components/issuance/issue-draft";
import { protocolNames } from "@/components/issuance/protocol-names";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";
import { Switch } from "@/components/ui/switch";
import type { FormatId } from "@/lib/contract/schema";
import { protocols } from "@/lib/kernel/protocols";

interface Props {
  formats: readonly FormatId[];
  draft: IssueDraft;
  onChange: (draft: IssueDraft) => void;
  /** What is wrong with the transaction code. */
  fault: string | undefined;
}

/** Format, generation of wallets and transaction code. */
export const OfferOptions = ({ formats, draft, onChange, fault }: Props) => (
  <div className="grid gap-5">
    <Field label="Format">
      <LazySelect
        name="format"
        options={formats.map((value) => ({ value, ...formatNames[value] }))}
        value={draft.format}
        onValueChange={(format) => onChange({ ...draft, format })}
      />
    </Field>
    <Field label="Made for" hint="Take an older generation only when the holder's wallet cannot read the offer.">
      <LazySelect
        name="protocol"
        options={protocols.map((value) => ({ value, ...protocolNames[value] }))}
        value={draft.protocol}
        onValueChange={(protocol) => onChange({ ...draft, protocol })}
      />
    </Field>
    <Switch
      label="Ask for a transaction code"
      hint="Tell it to the holder by another way than the offer: who merely finds the QR code cannot use it."
      checked={draft.transactionCode !== null}
      onCheckedChange={(wanted) => onChange({ ...draft, transactionCode: wanted ? randomCode() : null })}
    />
    {draft.transactionCode !== null && (
      <div className="flex items-end gap-2">
        <Field label="Transaction code" required error={fault} className="flex-1">
          <Input
            name="transactionCode"
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
            value={draft.transactionCode}
            onValueChange={(code) => onChange({ ...draft, transactionCode: code })}
            className="font-mono tracking-widest"
          />
        </Field>
        <Button className="h-10" onClick={() => onChange({ ...draft, transactionCode: randomCode() })}>
          <Dices aria-hidden />
          New code
        </Button>
      </div>
    )}
  </div>
);
