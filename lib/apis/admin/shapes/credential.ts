import * as z from "zod";
import { ContractRef } from "@/lib/contract/schema";
import type { CredentialView } from "@/lib/credential/schema";
import { Problem } from "@/lib/kernel/errors";

export const CredentialParams = ContractRef.required()
  .extend({ credentialId: z.string().max(200) })
  .meta({ id: "CredentialParams" });

const status = z.enum(["valid", "issuerRevoked"]);

export const Credential = z
  .object({ id: z.string(), contractId: z.string(), status, issuedAt: z.string() })
  .meta({ id: "Credential" });

export const FoundCredential = z
  .object({
    id: z.string(),
    status,
    issuedAtTimestamp: z.string(),
    contractId: z.string(),
    issuedAt: z.string(),
  })
  .meta({ id: "FoundCredential" });

const statusOf = ({ status }: CredentialView) => (status === "revoked" ? "issuerRevoked" : "valid");

/** ISO 8601 with seven decimals, as the reference prints it (section 9.1). */
const preciseTime = (time: string): string => time.replace(/(\.\d{3})Z$/, "$10000Z");

/** RFC 1123 without the leading zero of the day (section 9.1). */
const httpDate = (time: string): string => new Date(time).toUTCString().replace(/, 0/, ", ");

export const presentCredential = (credential: CredentialView): z.infer<typeof Credential> => ({
  id: credential.urn,
  contractId: credential.contractPublicId,
  status: statusOf(credential),
  issuedAt: preciseTime(credential.issuedAt),
});

export const presentFoundCredential = (credential: CredentialView): z.infer<typeof FoundCredential> => ({
  id: credential.urn,
  status: statusOf(credential),
  issuedAtTimestamp: httpDate(credential.issuedAt),
  contractId: credential.contractPublicId,
  issuedAt: preciseTime(credential.issuedAt),
});

export const IndexHashFilter = z.object({
  filter: z
    .string()
    .describe("indexclaimhash eq {hash}, where hash is the Base64 of SHA-256 over contract id and claim value."),
});

const FILTER = /^indexclaimhash\s+eq\s+(\S.*)$/i;

/**
 * The hash in `filter=indexclaimhash eq …`. Clients send blanks as `%20`, `+` or raw and the hash encoded or not, so a
 * blank inside the hash was a `+` (section 9.3).
 */
export function indexHashIn(url: string): string {
  const query = url.split("?", 2)[1]?.split("#", 1)[0] ?? "";
  const raw = query.split("&").find((part) => /^filter=/i.test(part));
  const hash = raw && FILTER.exec(decodeQuery(raw.slice("filter=".length)).trim())?.[1];
  if (!hash) {
    const message = "Only filter=indexclaimhash eq {hash} is supported.";
    throw new Problem("filter_not_supported", message, { fields: { filter: message } });
  }
  return hash.replaceAll(" ", "+");
}

function decodeQuery(text: string): string {
  try {
    // A plus between the words stands for a blank; inside the hash the caller turns it back.
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    const message = "The filter is not percent-encoded properly.";
    throw new Problem("filter_not_supported", message, { fields: { filter: message } });
  }
}
