"use client";

import { formatNames } from "@/components/issuance/format-names";
import { type IssueDraft, randomCode } from "@/components/issuance/issue-draft";
import type { ContractChoice } from "@/components/issuance/issue-screen";
import type { WireForm } from "@/components/issuance/issuer-calls";
import type { Api } from "@/components/issuance/use-send-request";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LazySelect } from "@/components/ui/lazy-select";
import { Switch } from "@/components/ui/switch";
import type { FormatId } from "@/lib/contract/schema";

export const apis = ["issuer", "requests"] as const;
const apiNames = {
  issuer: { label: "Issuer API", description: "As walt.id's clients call it: the caller says what is signed." },
  requests: { label: "Request Service", description: "As Entra Verified ID's clients call it: the contract decides." },
};
export const forms = ["V1", "DRAFT13", "DRAFT11"] as const;
const formNames: Record<WireForm, string> = {
  V1: "OpenID4VCI 1.0",
  DRAFT13: "Draft 13, older wallets",
  DRAFT11: "Draft 11, oldest wallets",
};
const callbackWords = {
  issuer: {
    hint: "Told of each event; $id in it becomes the session's id. What it does not confirm is not issued.",
    placeholder: "https://example.org/issued/$id",
  },
  requests: {
    hint: "Told how the issuance goes. What it does not confirm is not issued.",
    placeholder: "https://example.org/issued",
  },
};

export interface RequestPlace {
  contract: string;
  api: Api;
  form: WireForm;
  callback: string;
}

interface Props {
  contracts: readonly ContractChoice[];
  formats: readonly FormatId[];
  place: RequestPlace;
  onPlace: (change: Partial<RequestPlace>) => void;
  choosing: boolean;
  draft: IssueDraft;
  onDraft: (draft: IssueDraft) => void;
  /** What is wrong with the callback address. */
  fault: string | undefined;
}

/** Which request it is to be: by which API, in which format and version, and who is told. */
export const ApiRequestCard = ({ contracts, formats, place, onPlace, choosing, draft, onDraft, fault }: Props) => (
  <Card>
    <CardHeader title="The request" />
    <CardBody className="grid gap-5" aria-busy={choosing}>
      <Field label="Contract">
        <LazySelect
          name="contract"
          options={contracts.map(({ id, name }) => ({ value: id, label: name }))}
          value={place.contract}
          onValueChange={(contract) => onPlace({ contract })}
        />
      </Field>
      <Field label="API">
        <LazySelect
          name="api"
          options={apis.map((value) => ({ value, ...apiNames[value] }))}
          value={place.api}
          onValueChange={(api) => onPlace({ api })}
        />
      </Field>
      <Field label="Format">
        <LazySelect
          name="format"
          options={formats.map((value) => ({ value, ...formatNames[value] }))}
          value={draft.format}
          onValueChange={(format) => onDraft({ ...draft, format })}
        />
      </Field>
      {place.api === "issuer" ? (
        <Field label="Made for" hint="Take an older version only for wallets that cannot read the current one.">
          <LazySelect
            name="form"
            options={forms.map((value) => ({ value, label: formNames[value] }))}
            value={place.form}
            onValueChange={(form) => onPlace({ form })}
          />
        </Field>
      ) : (
        <Switch
          label="Ask for a transaction code"
          hint="Your program makes it up and tells the holder."
          checked={draft.transactionCode !== null}
          onCheckedChange={(wanted) => onDraft({ ...draft, transactionCode: wanted ? randomCode() : null })}
        />
      )}
      <Field label="Callback address" hint={callbackWords[place.api].hint} error={fault}>
        <Input
          name="callback"
          type="url"
          autoComplete="off"
          placeholder={callbackWords[place.api].placeholder}
          value={place.callback}
          onValueChange={(callback) => onPlace({ callback })}
        />
      </Field>
    </CardBody>
  </Card>
);
