"use client";

import { type BatchDraft, CODE_LENGTH, type CodeSource } from "@/components/batch/batch-draft";
import { formatNames } from "@/components/issuance/format-names";
import { claimInputs, type IssuableContract } from "@/components/issuance/issue-draft";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { OFFER_DAYS_MAX } from "@/lib/kernel/batch-limits";

interface Props {
  contract: IssuableContract;
  draft: BatchDraft;
  onChange: (draft: BatchDraft) => void;
}

const NONE = "none";

/** Which column is which claim. */
export const MapColumns = ({ contract, draft, onChange }: Props) => {
  const { file, columnOf } = draft;
  const columns = file.header.map((name, at) => ({
    value: String(at),
    label: name,
    description: exampleOf(draft, at),
  }));
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      {claimInputs(contract).map(({ inputClaim, label, required }) => (
        <Field key={inputClaim} label={label} required={required} className="content-start">
          <Select
            name={`column of ${inputClaim}`}
            options={[...(required ? [] : [{ value: NONE, label: "Not in the file" }]), ...columns]}
            value={columnOf[inputClaim] == null ? (required ? null : NONE) : String(columnOf[inputClaim])}
            placeholder="Choose a column…"
            onValueChange={(value) =>
              onChange({ ...draft, columnOf: { ...columnOf, [inputClaim]: value === NONE ? null : Number(value) } })
            }
          />
        </Field>
      ))}
    </div>
  );
};

/** What the cells of a column look like. */
const exampleOf = ({ file }: BatchDraft, at: number): string => {
  const example = file.rows.find((row) => row[at])?.[at] ?? "";
  return example.length > 40 ? `${example.slice(0, 40)}…` : example;
};

/** How long the offers live, who comes back with the results, and transaction codes. */
export function BatchOptions({ contract, draft, onChange }: Props) {
  const codes = [
    { value: "none" as CodeSource, label: "None" },
    {
      value: "generated" as CodeSource,
      label: `Made up, ${CODE_LENGTH} digits`,
      description: "You find them in the results.",
    },
    ...draft.file.header.map((name, at) => ({ value: `column-${at}` as CodeSource, label: `From the column ${name}` })),
  ];
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label="Format" className="content-start">
        <Select
          name="format"
          options={contract.formats.map((value) => ({ value, ...formatNames[value] }))}
          value={draft.format}
          onValueChange={(format) => onChange({ ...draft, format })}
        />
      </Field>
      <Field
        label="Transaction codes"
        className="content-start"
        hint="Told by another way than the offer: who merely finds a link cannot use it."
      >
        <Select
          name="codes"
          options={codes}
          value={draft.codes}
          onValueChange={(value) => onChange({ ...draft, codes: value })}
        />
      </Field>
      <Field
        label="Days to take an offer up"
        className="content-start"
        hint="The link lives so long. The code in it is made when a wallet opens it, and lives five minutes."
      >
        <NumberField
          name="offerDays"
          min={1}
          max={OFFER_DAYS_MAX}
          value={draft.offerDays}
          onValueChange={(days) => onChange({ ...draft, offerDays: days ?? 1 })}
        />
      </Field>
      <fieldset className="grid content-start gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">Whose row it is</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {draft.file.header.map((name, at) => (
            <Checkbox
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name; their places are what they are.
              key={at}
              label={name}
              checked={draft.identifying.includes(at)}
              onCheckedChange={(checked) =>
                onChange({
                  ...draft,
                  identifying: checked
                    ? [...draft.identifying, at].sort((one, other) => one - other)
                    : draft.identifying.filter((column) => column !== at),
                })
              }
            />
          ))}
        </div>
        <p className="text-[0.8125rem] text-muted-foreground">
          These columns come back with the results. The others are forgotten once the offer is made.
        </p>
      </fieldset>
    </div>
  );
}
