import type * as z from "zod";
import { AzureKeyConfig } from "@/lib/signing-key/azure-schema";
import { AwsKeyConfig, type Backend } from "@/lib/signing-key/schema";
import { VaultKeyConfig } from "@/lib/signing-key/vault-schema";

/** One way to sign in to a key store: what its config asks for. */
export type ConfigVariant = z.ZodObject;

interface KeySourceParts {
  readonly backend: Backend;
  /** The first is taken unless another is chosen. */
  readonly variants: readonly ConfigVariant[];
  /** What comes of it, for a checklist. */
  readonly outcome: string;
}

const [awsDefault, awsRole, awsAccessKey] = AwsKeyConfig.options;

/** Where a key shall come from, in the order of preference: the less to keep secret, the better. */
export const keySources = {
  awsDefault: {
    backend: "aws",
    variants: [awsDefault],
    outcome: "A new key in AWS KMS, by the server's own credentials.",
  },
  awsRole: { backend: "aws", variants: [awsRole], outcome: "A new key in AWS KMS, by the instance's role." },
  awsAccessKey: { backend: "aws", variants: [awsAccessKey], outcome: "A new key in AWS KMS, by an access key." },
  vault: { backend: "vault", variants: VaultKeyConfig.options, outcome: "A new key in HashiCorp Vault." },
  azure: { backend: "azure", variants: AzureKeyConfig.options, outcome: "A new key in Azure Key Vault." },
  development: {
    backend: "jwk",
    variants: [],
    outcome: "A new development key. Good for trying out, not for real use.",
  },
} as const satisfies Record<string, KeySourceParts>;
export type KeySource = keyof typeof keySources;

/** Its name in the config's member `credentials`. */
export const credentialsOf = (variant: ConfigVariant): string =>
  String((variant.shape.credentials as z.ZodLiteral | undefined)?.value ?? "");

export const titleOf = (variant: ConfigVariant): string => variant.meta()?.title ?? credentialsOf(variant);

/** One input of a form, as the config's schema describes it. */
interface ConfigField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  /** Goes in and never comes out. */
  readonly secret: boolean;
}

export function configFields(variant: ConfigVariant): ConfigField[] {
  const members = Object.entries(variant.shape as Record<string, z.ZodType>);
  return members
    .filter(([name]) => name !== "credentials")
    .map(([name, schema]) => {
      const { title = name, description, writeOnly } = schema.meta() ?? {};
      const required = !schema.safeParse(undefined).success;
      return { name, label: title, hint: description, required, secret: writeOnly === true };
    });
}

const everyVariant: readonly ConfigVariant[] = Object.values(keySources).flatMap(({ variants }) => [...variants]);

/** The names of every secret that any key store asks for. */
export const secretNames: ReadonlySet<string> = new Set(
  everyVariant.flatMap((variant) => configFields(variant).flatMap(({ name, secret }) => (secret ? [name] : []))),
);
