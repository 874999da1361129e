import "@/lib/kernel/plain-words";
import type * as z from "zod";
import {
  type ConfigVariant,
  configFields,
  credentialsOf,
  type KeySource,
  keySources,
} from "@/components/signing-key/key-sources";
import { type Backend, type KeyType, OnboardSigningKey } from "@/lib/signing-key/schema";

/** What a person has typed so far; fields of sources that are not chosen are kept, but not sent. */
export interface KeyDraft {
  source: KeySource;
  name: string;
  keyType: KeyType;
  /** Which way to sign in, where a source has several. */
  credentials: string;
  /** By their names in the config. */
  fields: Readonly<Record<string, string>>;
}

export const newKeyDraft = (defaultBackend: Backend): KeyDraft => ({
  source: defaultBackend === "aws" ? "awsDefault" : "development",
  name: "",
  keyType: "P-256",
  credentials: "",
  fields: {},
});

export const backendOf = (source: KeySource): Backend => keySources[source].backend;

/** The way to sign in that is chosen; none for a source that needs none. */
export function variantOf({
  source,
  credentials,
}: Pick<KeyDraft, "source" | "credentials">): ConfigVariant | undefined {
  const variants: readonly ConfigVariant[] = keySources[source].variants;
  return variants.find((variant) => credentialsOf(variant) === credentials) ?? variants[0];
}

/** Only what the chosen way asks for; an empty optional field is left out. */
function configOf(draft: KeyDraft): Record<string, string> {
  const variant = variantOf(draft);
  return variant ? configOfDraft(variant, draft.fields) : {};
}

/** The config of one way to sign in, out of what was typed. */
export function configOfDraft(variant: ConfigVariant, fields: KeyDraft["fields"]): Record<string, string> {
  const typed = configFields(variant).flatMap(({ name, required }): [string, string][] => {
    const value = fields[name]?.trim() ?? "";
    return value || required ? [[name, value]] : [];
  });
  return { credentials: credentialsOf(variant), ...Object.fromEntries(typed) };
}

/** The draft as the use case takes it; not yet judged. */
export function onboardInput(draft: KeyDraft): z.input<typeof OnboardSigningKey> {
  const name = draft.name.trim();
  const input = {
    ...(name && { name }),
    keyType: draft.keyType,
    backend: backendOf(draft.source),
    config: configOf(draft),
  };
  return input as z.input<typeof OnboardSigningKey>;
}

export type FieldErrors = Readonly<Record<string, string>>;

/** What is wrong with the draft, by the same field names as the server's refusals. */
export const keyDraftErrors = (draft: KeyDraft): FieldErrors => configDraftErrors(onboardInput(draft));

/** The same for what is no whole draft. */
export function configDraftErrors(input: object): FieldErrors {
  const { error } = OnboardSigningKey.safeParse(input);
  const errors: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) {
    errors[path.join(".")] ??= message;
  }
  return errors;
}
