import type * as z from "zod";
import { type AwsKeyConfig, type Backend, type KeyType, OnboardSigningKey } from "@/lib/signing-key/schema";

/** Where a key shall come from, in the order of preference: the less to keep secret, the better. */
export const keySources = ["awsDefault", "awsRole", "awsAccessKey", "development"] as const;
export type KeySource = (typeof keySources)[number];

/** What a person has typed so far; fields of sources that are not chosen are kept, but not sent. */
export interface KeyDraft {
  source: KeySource;
  name: string;
  keyType: KeyType;
  region: string;
  roleName: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export const newKeyDraft = (defaultBackend: Backend): KeyDraft => ({
  source: defaultBackend === "aws" ? "awsDefault" : "development",
  name: "",
  keyType: "P-256",
  region: "",
  roleName: "",
  accessKeyId: "",
  secretAccessKey: "",
});

export const backendOf = (source: KeySource): Backend => (source === "development" ? "jwk" : "aws");

const optional = <Name extends string>(name: Name, value: string): { [Key in Name]?: string } =>
  (value.trim() ? { [name]: value.trim() } : {}) as { [Key in Name]?: string };

function awsConfig(draft: KeyDraft): AwsKeyConfig {
  const region = draft.region.trim();
  switch (draft.source) {
    case "awsRole":
      return { credentials: "instanceRole", roleName: draft.roleName.trim(), region };
    case "awsAccessKey":
      return {
        credentials: "accessKey",
        accessKeyId: draft.accessKeyId.trim(),
        secretAccessKey: draft.secretAccessKey.trim(),
        region,
      };
    default:
      return { credentials: "default", ...optional("region", region) };
  }
}

/** The draft as the use case takes it; not yet judged. */
export function onboardInput(draft: KeyDraft): z.input<typeof OnboardSigningKey> {
  const common = { ...optional("name", draft.name), keyType: draft.keyType };
  return draft.source === "development"
    ? { ...common, backend: "jwk", config: {} }
    : { ...common, backend: "aws", config: awsConfig(draft) };
}

export type FieldErrors = Readonly<Record<string, string>>;

/** Where the schema speaks of characters and types, a person is better served by what to do. */
const plainWords: FieldErrors = {
  name: "Use at most 80 characters.",
  "config.secretAccessKey": "Give the secret access key as AWS showed it when it was made.",
};

/** What is wrong with the draft, by the same field names as the server's refusals. */
export function keyDraftErrors(draft: KeyDraft): FieldErrors {
  const { error } = OnboardSigningKey.safeParse(onboardInput(draft));
  const errors: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) {
    const field = path.join(".");
    errors[field] ??= plainWords[field] ?? message;
  }
  return errors;
}
