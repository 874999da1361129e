"use client";

import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { ClaimFields } from "@/components/issuance/claim-fields";
import {
  draftFaults,
  emptyDraft,
  type IssuableContract,
  type IssueDraft,
  issuanceRequest,
  sampleDraft,
} from "@/components/issuance/issue-draft";
import { IssuePreview } from "@/components/issuance/issue-preview";
import type { ContractChoice } from "@/components/issuance/issue-screen";
import { OfferOptions } from "@/components/issuance/offer-options";
import { useUnavailable } from "@/components/shell/signed-in-user";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { LazySelect } from "@/components/ui/lazy-select";
import { createIssuanceAction } from "@/lib/actions/issuance";
import { problemFrom } from "@/lib/client/action-problem";
import { unwrap } from "@/lib/client/unwrap";

const create = unwrap(createIssuanceAction);

interface Props {
  contracts: readonly ContractChoice[];
  contract: IssuableContract & { authorityName: string };
  choosing: boolean;
  onChoose: (contractId: string) => void;
  draft: IssueDraft;
  onChange: (draft: IssueDraft) => void;
  onOffered: (issuanceId: string, transactionCode: string | null) => void;
}

export function IssueForm({ contracts, contract, choosing, onChoose, draft, onChange, onOffered }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [judged, setJudged] = useState(false);
  const unavailable = useUnavailable("Credential.Issue");
  const offer = useMutation({
    mutationFn: () => create(issuanceRequest(contract, draft)),
    onSuccess: ({ id }) => onOffered(id, draft.transactionCode),
  });
  const own = draftFaults(contract, draft);
  const faults = { ...(offer.error && refusedClaims(offer.error)), ...(judged && own) };

  function submit() {
    setJudged(true);
    if (Object.keys(own).length === 0) {
      if (!offer.isPending && !unavailable) offer.mutate();
    } else {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    }
  }

  function submitByKey(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label="Issue a credential"
      className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]"
      onKeyDown={submitByKey}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid gap-6">
        <Card>
          <CardHeader
            title="Who gets it"
            description="Filled in with a sample person to try it."
            actions={
              <>
                <Button size="sm" variant="ghost" onClick={() => onChange(sampleDraft(contract))}>
                  Sample person
                </Button>
                <Button size="sm" variant="ghost" onClick={() => onChange(emptyDraft(contract))}>
                  Clear
                </Button>
              </>
            }
          />
          <CardBody className="grid gap-5" aria-busy={choosing}>
            <Field label="Contract" required>
              <LazySelect
                name="contract"
                options={contracts.map(({ id, name }) => ({ value: id, label: name }))}
                value={contract.id}
                onValueChange={onChoose}
              />
            </Field>
            <ClaimFields contract={contract} draft={draft} onChange={onChange} faults={faults} />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="How it is offered" />
          <CardBody>
            <OfferOptions formats={contract.formats} draft={draft} onChange={onChange} fault={faults.transactionCode} />
          </CardBody>
          <CardFooter>
            <span className="mr-auto hidden text-[0.8125rem] text-muted-foreground sm:block">
              <kbd className="font-sans">Ctrl</kbd> + <kbd className="font-sans">Enter</kbd>
            </span>
            <Button type="submit" variant="primary" pending={offer.isPending} unavailable={unavailable}>
              {!offer.isPending && <Send aria-hidden />}
              Issue
            </Button>
          </CardFooter>
        </Card>
        {offer.error && <ErrorState title="The offer could not be made" error={offer.error} />}
      </div>
      <IssuePreview contract={contract} draft={draft} />
    </form>
  );
}

/** The server's word on single claims, under the names the form knows. */
function refusedClaims(error: Error): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problemFrom(error).fields).map(([path, message]) => [path.replace(/^claims\./, ""), message]),
  );
}
