"use client";

import dynamic from "next/dynamic";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { ClaimFields } from "@/components/issuance/claim-fields";
import { formatNames } from "@/components/issuance/format-names";
import type { RequestableContract } from "@/components/issuance/issuance-calls";
import { draftFaults, type IssueDraft, sampleDraft } from "@/components/issuance/issue-draft";
import type { ContractChoice } from "@/components/issuance/issue-screen";
import {
  issuerApiCall,
  type KeyReference,
  requestServiceCall,
  type WireForm,
} from "@/components/issuance/issuer-calls";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";
import { Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";

// It prints the portal's own address, which the browser knows.
const CallsAsCode = dynamic(() => import("@/components/developer/calls-as-code").then((module) => module.CallsAsCode), {
  ssr: false,
  loading: () => <Skeleton className="h-80 rounded-xl" />,
});

export interface ApiIssuable extends RequestableContract {
  /** Of its authority's current key. */
  readonly key: KeyReference;
}

interface Props {
  contracts: readonly ContractChoice[];
  contract: ApiIssuable;
}

const apis = ["issuer", "requests"] as const;
const apiNames = {
  issuer: { label: "Issuer API", description: "As walt.id's clients call it: the caller says what is signed." },
  requests: { label: "Request Service", description: "As Entra Verified ID's clients call it: the contract decides." },
};
const forms = ["V1", "DRAFT13", "DRAFT11"] as const;
const formNames: Record<WireForm, string> = {
  V1: "OpenID4VCI 1.0",
  DRAFT13: "Draft 13, older wallets",
  DRAFT11: "Draft 11, oldest wallets",
};

/** Builds the request that a program of one's own would send for a contract. The choices stand in the address. */
export function ApiIssueScreen({ contracts, contract }: Props) {
  const [choosing, startChoosing] = useTransition();
  const [{ api, form, callback }, setPlace] = useQueryStates({
    contract: parseAsString,
    api: parseAsStringLiteral(apis).withDefault("issuer"),
    form: parseAsStringLiteral(forms).withDefault("V1"),
    callback: parseAsString.withDefault(""),
  });
  const [draft, setDraft] = useState<IssueDraft>(() => sampleDraft(contract));
  const whole = { ...draft, wireForm: form, callbackUrl: callback };
  const call = api === "issuer" ? issuerApiCall(contract, contract.key, whole) : requestServiceCall(contract, whole);
  const faults = draftFaults(contract, draft);

  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="grid min-w-0 gap-6">
        <Card>
          <CardHeader title="The request" />
          <CardBody className="grid gap-5" aria-busy={choosing}>
            <Field label="Contract">
              <LazySelect
                name="contract"
                options={contracts.map(({ id, name }) => ({ value: id, label: name }))}
                value={contract.id}
                onValueChange={(id) =>
                  setPlace({ contract: id }, { shallow: false, history: "replace", startTransition: startChoosing })
                }
              />
            </Field>
            <Field label="API">
              <LazySelect
                name="api"
                options={apis.map((value) => ({ value, ...apiNames[value] }))}
                value={api}
                onValueChange={(value) => setPlace({ api: value })}
              />
            </Field>
            <Field label="Format">
              <LazySelect
                name="format"
                options={contract.formats.map((value) => ({ value, ...formatNames[value] }))}
                value={draft.format}
                onValueChange={(format) => setDraft({ ...draft, format })}
              />
            </Field>
            {api === "issuer" ? (
              <Field label="Made for" hint="Take an older version only for wallets that cannot read the current one.">
                <LazySelect
                  name="form"
                  options={forms.map((value) => ({ value, label: formNames[value] }))}
                  value={form}
                  onValueChange={(value) => setPlace({ form: value })}
                />
              </Field>
            ) : (
              <Switch
                label="Ask for a transaction code"
                hint="Your program makes it up and tells the holder."
                checked={draft.transactionCode !== null}
                onCheckedChange={(wanted) => setDraft({ ...draft, transactionCode: wanted ? "000000" : null })}
              />
            )}
            <Field
              label="Callback address"
              hint={
                api === "issuer"
                  ? "Told of each event; $id in it becomes the session's id. What it does not confirm is not issued."
                  : "Told how the issuance goes. What it does not confirm is not issued."
              }
            >
              <Input
                name="callback"
                type="url"
                autoComplete="off"
                placeholder={api === "issuer" ? "https://example.org/issued/$id" : "https://example.org/issued"}
                value={callback}
                onValueChange={(url) => setPlace({ callback: url || null })}
              />
            </Field>
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="What it says" description="A sample person, as the contract's claims ask." />
          <CardBody>
            <ClaimFields contract={contract} draft={draft} onChange={setDraft} faults={faults} />
          </CardBody>
        </Card>
      </div>
      <Card className="min-w-0 lg:sticky lg:top-6">
        <CardHeader
          title="As a program"
          description={
            api === "issuer"
              ? "The key is named by its id alone: secrets stay here. The answer is the offer's link."
              : "The answer holds the offer's link."
          }
        />
        <CardBody className="grid gap-5">
          <CallsAsCode calls={[call]} />
        </CardBody>
      </Card>
    </div>
  );
}
