import type { KeyPlan } from "@/lib/issuer/key-plan";
import { toldAt } from "@/lib/issuer/parse-at";
import { wireKeyTypes } from "@/lib/issuer/words";
import { Problem } from "@/lib/kernel/errors";
import { holdsSecret } from "@/lib/signing-key/onboard-signing-key";

const storeNames = {
  aws: "AWS KMS",
  vault: "HashiCorp Vault",
  azure: "Azure Key Vault",
  jwk: "the key store",
} as const;

/** What clients look for in the message of a backend that would not make the key (section 2.1). */
export function inWordsOfBackend(error: unknown, { input, field, placeOf }: KeyPlan): unknown {
  if (!(error instanceof Problem)) return error;
  if (!error.code.startsWith("key_provider_")) return toldAt(error, placeOf);
  const what = `Failed to generate ${wireKeyTypes[input.keyType]} key using ${storeNames[input.backend]}`;
  const message = `${what}: ${error.message}`;
  if (error.code !== "key_provider_refused" || !holdsSecret(input))
    return new Problem(error.code, message, error.details);
  // Refused by credentials that came with the request: to ask again does not help.
  const { cause } = error.details;
  const fields = { [`${field}.config`]: error.message };
  return new Problem("invalid_request", message, { fields, ...(cause !== undefined && { cause }) });
}
