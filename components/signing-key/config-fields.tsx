"use client";

import type { FieldErrors, KeyDraft } from "@/components/signing-key/key-draft";
import { type ConfigVariant, configFields } from "@/components/signing-key/key-sources";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const WRITE_ONLY = "Write-only: it is sealed at once and nobody can read it back, not even you.";

interface ConfigFieldsProps {
  variant: ConfigVariant;
  value: KeyDraft["fields"];
  onChange: (fields: KeyDraft["fields"]) => void;
  /** By `config.` and the field's name. */
  errors: FieldErrors;
}

/** One input for each member of a key store's config, as its schema words it. */
export const ConfigFields = ({ variant, value, onChange, errors }: ConfigFieldsProps) => (
  <div className="grid items-start gap-5 sm:grid-cols-2">
    {configFields(variant).map(({ name, label, hint, required, secret }) => (
      <Field
        key={name}
        label={label}
        required={required}
        error={errors[`config.${name}`]}
        hint={secret ? [hint, WRITE_ONLY].filter(Boolean).join(" ") : hint}
      >
        <Input
          type={secret ? "password" : "text"}
          value={value[name] ?? ""}
          onValueChange={(text) => onChange({ ...value, [name]: text })}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    ))}
  </div>
);
