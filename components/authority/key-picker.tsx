"use client";

import type { AuthorityDraft } from "@/components/authority/authority-draft";
import type { FieldErrors } from "@/components/signing-key/key-draft";
import { type KeyBackends, KeyFields } from "@/components/signing-key/key-fields";
import { backendWords } from "@/components/signing-key/key-words";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { SigningKeyView } from "@/lib/signing-key/schema";

interface KeyPickerProps {
  value: AuthorityDraft;
  onChange: (draft: AuthorityDraft) => void;
  /** Errors by the key's own field names. */
  errors: FieldErrors;
  /** Keys that can sign. */
  keys: readonly SigningKeyView[];
  backends: KeyBackends;
}

/** A key that is there already, or one to be made along with the authority. */
export function KeyPicker({ value, onChange, errors, keys, backends }: KeyPickerProps) {
  const [first] = keys;
  return (
    <div className="grid gap-5">
      {first && (
        <RadioGroup
          label="Signing key"
          value={value.signingKeyId === null ? "new" : "existing"}
          onValueChange={(choice) => onChange({ ...value, signingKeyId: choice === "new" ? null : first.id })}
          options={[
            { value: "new", label: "Make a key for it now", description: "Each authority with a key of its own." },
            { value: "existing", label: "Use a key that is here already" },
          ]}
        />
      )}
      {value.signingKeyId === null ? (
        <KeyFields
          value={value.key}
          onChange={(key) => onChange({ ...value, key })}
          errors={errors}
          backends={backends}
        />
      ) : (
        <Field label="Key" required error={errors.id}>
          <Select
            options={keys.map(({ id, name, backend, keyType }) => ({
              value: id,
              label: name,
              description: `${keyType} · ${backendWords[backend]}`,
            }))}
            value={value.signingKeyId}
            onValueChange={(signingKeyId) => onChange({ ...value, signingKeyId })}
          />
        </Field>
      )}
    </div>
  );
}
