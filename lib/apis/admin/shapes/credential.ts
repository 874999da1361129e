import * as z from "zod";
import { filterIn, filterNotSupported } from "@/lib/apis/admin/filter";
import { Paging } from "@/lib/apis/admin/paging";
import { ContractRef } from "@/lib/contract/schema";
import { type CredentialView, WireIndexHash } from "@/lib/credential/schema";
import { invalidField } from "@/lib/kernel/errors";

export const CredentialParams = ContractRef.required()
  .extend({ credentialId: z.string().max(200) })
  .meta({ id: "CredentialParams" });

/** `issuerSuspended` and `expired` are ours; the second is told only where `?includeExpired=true` asks for it. */
const status = z
  .enum(["valid", "issuerRevoked", "issuerSuspended", "expired"])
  .meta({ id: "CredentialStatus", description: "expired only with ?includeExpired=true" });

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

const wireStatuses = {
  valid: "valid",
  suspended: "issuerSuspended",
  revoked: "issuerRevoked",
  expired: "expired",
} as const satisfies Record<CredentialView["status"], string>;

/** How an answer tells the status. */
interface Telling {
  readonly includeExpired: boolean;
}

const statusOf = ({ status }: CredentialView, { includeExpired }: Telling) =>
  wireStatuses[status === "expired" && !includeExpired ? "valid" : status];

/** Real clients know no `expired`: it is told only to those who ask (section 9.1). */
export function tellingOf(request: Request): Telling {
  const asked = new URL(request.url).searchParams.get("includeExpired");
  if (asked !== null && !/^(true|false)$/i.test(asked)) throw invalidField("includeExpired", "Give true or false.");
  return { includeExpired: asked?.toLowerCase() === "true" };
}

/** ISO 8601 with seven decimals, as the reference prints it (section 9.1). */
const preciseTime = (time: string): string => time.replace(/(\.\d{3})Z$/, "$10000Z");

/** RFC 1123 without the leading zero of the day (section 9.1). */
const httpDate = (time: string): string => new Date(time).toUTCString().replace(/, 0/, ", ");

export const presentCredential = (credential: CredentialView, telling: Telling): z.infer<typeof Credential> => ({
  id: credential.urn,
  contractId: credential.contractPublicId,
  status: statusOf(credential, telling),
  issuedAt: preciseTime(credential.issuedAt),
});

export const presentFoundCredential = (
  credential: CredentialView,
  telling: Telling,
): z.infer<typeof FoundCredential> => ({
  id: credential.urn,
  status: statusOf(credential, telling),
  issuedAtTimestamp: httpDate(credential.issuedAt),
  contractId: credential.contractPublicId,
  issuedAt: preciseTime(credential.issuedAt),
});

const IncludeExpired = z.object({
  includeExpired: z
    .enum(["true", "false"])
    .optional()
    .describe("With true, the status of a credential past its time is expired; else it is valid."),
});

export const CredentialQuery = IncludeExpired;

export const CredentialListQuery = IncludeExpired.extend({
  top: Paging.shape.top.meta({ type: "integer", description: "Items per page: 50 without it." }),
  skiptoken: Paging.shape.skiptoken,
});

export const IndexHashFilter = IncludeExpired.extend({
  ...Paging.shape,
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
  const hash = FILTER.exec(filterIn(url))?.[1]?.replaceAll(" ", "+");
  if (!hash) throw filterNotSupported("Only filter=indexclaimhash eq {hash} is supported.");
  if (!WireIndexHash.safeParse(hash).success) {
    throw filterNotSupported("The hash is the Base64 of a SHA-256: 44 characters ending in =.");
  }
  return hash;
}
