import { jwkProvider } from "@/lib/keys/jwk";
import type { KeyProvider } from "@/lib/keys/provider";
import type { Backend } from "@/lib/signing-key/schema";

export function createKeyProviders(_options: {
  awsRolesAllowed: readonly string[];
}): Readonly<Record<Backend, KeyProvider>> {
  return { jwk: jwkProvider, aws: jwkProvider };
}
