"use client";

import {
  type ClaimInput,
  claimInputs,
  type IssuableContract,
  type IssueDraft,
} from "@/components/issuance/issue-draft";
import { PictureField } from "@/components/issuance/picture-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface Props {
  contract: IssuableContract;
  draft: IssueDraft;
  onChange: (draft: IssueDraft) => void;
  /** By input claim. */
  faults: Readonly<Record<string, string>>;
}

/** One field for each claim that the contract takes from the request. */
export const ClaimFields = ({ contract, draft, onChange, faults }: Props) => (
  <div className="grid gap-5 sm:grid-cols-2">
    {claimInputs(contract).map((input) => (
      <ClaimField
        key={input.inputClaim}
        input={input}
        value={draft.values[input.inputClaim] ?? ""}
        error={faults[input.inputClaim]}
        onChange={(value) => onChange({ ...draft, values: { ...draft.values, [input.inputClaim]: value } })}
      />
    ))}
  </div>
);

interface ClaimFieldProps {
  input: ClaimInput;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function ClaimField({ input, value, error, onChange }: ClaimFieldProps) {
  if (input.picture) {
    return (
      <PictureField label={input.label} required={input.required} value={value} error={error} onChange={onChange} />
    );
  }
  return (
    <Field
      label={input.label}
      required={input.required}
      error={error}
      className="content-start"
      hint={input.indexed ? "The credential can be found by this value." : undefined}
    >
      <Input name={input.inputClaim} value={value} onValueChange={onChange} autoComplete="off" />
    </Field>
  );
}
