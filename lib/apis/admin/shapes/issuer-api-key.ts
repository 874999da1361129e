import * as z from "zod";
import { readKey } from "@/lib/issuer/key-plan";
import { WantedKey } from "@/lib/issuer/schema";
import { isBackendName, isKeyTypeName } from "@/lib/issuer/words";
import { Backend, KeyType, OnboardSigningKey } from "@/lib/signing-key/schema";

/** As an authority's `key` may be written too: like that of an onboarding at the Issuer API. */
const IssuerApiKey = WantedKey.extend({ keyType: z.string().max(100).default("P-256") });

/** The same key in our own words, where it is written in those of the Issuer API; anything else stays as it is. */
export function inOwnWords(key: unknown): unknown {
  if (OnboardSigningKey.safeParse(key).success) return key;
  const read = IssuerApiKey.safeParse(key);
  return read.success && speaksIssuerApi(read.data) ? readKey(read.data).input : key;
}

/** By a name that only the Issuer API has, or by credentials where only it has them. */
const speaksIssuerApi = ({ backend, keyType, config }: z.infer<typeof IssuerApiKey>): boolean =>
  (isBackendName(backend) && !Backend.safeParse(backend).success) ||
  (isKeyTypeName(keyType) && !KeyType.safeParse(keyType).success) ||
  ["auth", "accessKeyId", "roleName", "region"].some(
    (name) => config?.[name] !== undefined && !("credentials" in config),
  );
