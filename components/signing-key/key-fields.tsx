"use client";

import { ConfigFields } from "@/components/signing-key/config-fields";
import { backendOf, type FieldErrors, type KeyDraft, variantOf } from "@/components/signing-key/key-draft";
import { KeySourceChoice } from "@/components/signing-key/key-source-choice";
import { type ConfigVariant, credentialsOf, keySources, titleOf } from "@/components/signing-key/key-sources";
import { keyTypeWords } from "@/components/signing-key/key-words";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { algorithmOf, type Backend, type KeyType } from "@/lib/signing-key/schema";

/** Which backend is the server's default, and what each can make. */
export interface KeyBackends {
  defaultBackend: Backend;
  hasAzureCredentials: boolean;
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

/** The server's own Azure credentials are no choice where it has none. */
function waysToSignIn({ source }: KeyDraft, { hasAzureCredentials }: KeyBackends): readonly ConfigVariant[] {
  const variants: readonly ConfigVariant[] = keySources[source].variants;
  const all = source !== "azure" || hasAzureCredentials;
  return all ? variants : variants.filter((variant) => credentialsOf(variant) !== "default");
}

/** Edits where a new key comes from, how we sign in there, and what kind of key it is. */
export function KeyFields({ value, onChange, errors, backends }: KeyFieldsProps) {
  const edit = (changes: Partial<KeyDraft>) => onChange({ ...value, ...changes });
  const keyTypes = backends.keyTypes[backendOf(value.source)];
  const variants = waysToSignIn(value, backends);
  const variant = variantOf(value);
  return (
    <div className="grid gap-5">
      <KeySourceChoice
        value={value.source}
        backends={backends}
        error={errors.backend}
        onChange={(source) => {
          const possible = backends.keyTypes[backendOf(source)];
          edit({ source, keyType: sameOrFirst(possible, value.keyType) });
        }}
      />
      {variant && variants.length > 1 && (
        <Field label="Sign in by" required error={errors["config.credentials"]}>
          <Select
            options={variants.map((one) => ({ value: credentialsOf(one), label: titleOf(one) }))}
            value={credentialsOf(variant)}
            onValueChange={(credentials) => edit({ credentials })}
          />
        </Field>
      )}
      {variant && (
        <ConfigFields variant={variant} value={value.fields} onChange={(fields) => edit({ fields })} errors={errors} />
      )}
      <Field label="Key type" required error={errors.keyType} hint={keyTypeWords[value.keyType]}>
        <Select<KeyType>
          options={keyTypes.map((type) => ({ value: type, label: `${type} (${algorithmOf[type]})` }))}
          value={value.keyType}
          onValueChange={(keyType) => edit({ keyType })}
        />
      </Field>
    </div>
  );
}
