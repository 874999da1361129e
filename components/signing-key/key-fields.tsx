"use client";

import { backendOf, type FieldErrors, type KeyDraft } from "@/components/signing-key/key-draft";
import { KeySourceChoice } from "@/components/signing-key/key-source-choice";
import { keyTypeWords } from "@/components/signing-key/key-words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { algorithmOf, type Backend, type KeyType } from "@/lib/signing-key/schema";

/** Which backend is the server's default, and what each can make. */
export interface KeyBackends {
  defaultBackend: Backend;
  keyTypes: Record<Backend, readonly KeyType[]>;
}

interface KeyFieldsProps {
  value: KeyDraft;
  onChange: (draft: KeyDraft) => void;
  errors: FieldErrors;
  backends: KeyBackends;
}

const sameOrFirst = (types: readonly KeyType[], wanted: KeyType): KeyType =>
  types.includes(wanted) ? wanted : (types[0] ?? "P-256");

/** Edits where a new key comes from, how we sign in there, and what kind of key it is. */
export function KeyFields({ value, onChange, errors, backends }: KeyFieldsProps) {
  const edit = (changes: Partial<KeyDraft>) => onChange({ ...value, ...changes });
  const keyTypes = backends.keyTypes[backendOf(value.source)];
  return (
    <div className="grid gap-5">
      <KeySourceChoice
        value={value.source}
        defaultBackend={backends.defaultBackend}
        error={errors.backend}
        onChange={(source) => {
          const possible = backends.keyTypes[backendOf(source)];
          edit({ source, keyType: sameOrFirst(possible, value.keyType) });
        }}
      />
      {value.source === "awsRole" && (
        <Field
          label="Role name"
          required
          error={errors["config.roleName"]}
          hint="As IAM shows it: the name alone, without ARN and path."
        >
          <Input value={value.roleName} onValueChange={(roleName) => edit({ roleName })} spellCheck={false} />
        </Field>
      )}
      {value.source === "awsAccessKey" && (
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field label="Access key id" required error={errors["config.accessKeyId"]}>
            <Input
              value={value.accessKeyId}
              onValueChange={(accessKeyId) => edit({ accessKeyId })}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <Field
            label="Secret access key"
            required
            error={errors["config.secretAccessKey"]}
            hint="Write-only: it is sealed at once and nobody can read it back, not even you."
          >
            <Input
              type="password"
              value={value.secretAccessKey}
              onValueChange={(secretAccessKey) => edit({ secretAccessKey })}
              autoComplete="off"
            />
          </Field>
        </div>
      )}
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field label="Key type" required error={errors.keyType} hint={keyTypeWords[value.keyType]}>
          <Select<KeyType>
            options={keyTypes.map((type) => ({ value: type, label: `${type} (${algorithmOf[type]})` }))}
            value={value.keyType}
            onValueChange={(keyType) => edit({ keyType })}
          />
        </Field>
        {value.source !== "development" && (
          <Field
            label="Region"
            required={value.source !== "awsDefault"}
            error={errors["config.region"]}
            hint={
              value.source === "awsDefault" ? "Leave it empty for the server's own region." : "Such as eu-central-1."
            }
          >
            <Input value={value.region} onValueChange={(region) => edit({ region })} spellCheck={false} />
          </Field>
        )}
      </div>
    </div>
  );
}
