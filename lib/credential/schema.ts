import * as z from "zod";
import { ContractRef, type FormatId } from "@/lib/contract/schema";

/** base64(SHA-256(…)): 44 characters. */
export const WireIndexHash = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, "Give the Base64 of a SHA-256 hash: 44 characters ending in =.");

/** A credential by its URN or row id, within a contract by its public or row id. */
export const CredentialRef = ContractRef.extend({ credentialId: z.string().max(200) });
export type CredentialRef = z.infer<typeof CredentialRef>;

export const SearchCredentials = ContractRef.extend({
  indexHash: WireIndexHash,
  /** How many at once. */
  limit: z.int().min(1).max(1000).default(1000),
  cursor: z.string().max(200).optional(),
});

/** What a person types to find a credential: its id, or the value of the indexed claim of a contract. */
export const FindCredentials = z.strictObject({
  text: z.string().min(1, "Type a credential id or a value.").max(1000),
  contractId: z.uuid().optional(),
});
export type FindCredentials = z.infer<typeof FindCredentials>;

/** Why a credential was revoked whose wallet asked again and got another. Nobody else may say so: see {@link RevokeCredential}. */
export const SUPERSEDED = "superseded";

/** Under our own word a revocation would pass for a replacement, after which a wallet may ask for yet another (security I5). */
export const Reason = z
  .string()
  .trim()
  .max(500)
  .refine((reason) => reason !== SUPERSEDED, "Give another reason: this is our own word for a replaced credential.");

export const RevokeCredential = CredentialRef.extend({ reason: Reason.optional() });

/** Also for taking a suspension back. */
export const SuspendCredential = CredentialRef.extend({ reason: Reason.optional() });
export type SuspendCredential = z.infer<typeof SuspendCredential>;

/** Pages of the tenant's credentials, or of one contract's. */
export const ListCredentials = ContractRef.partial().extend({
  /** How many at once. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});

/** A credential as screens and APIs see it: never its claims. Times are RFC 3339 in UTC. */
export interface CredentialView {
  /** `urn:pic:…`, the credential's `jti`. */
  urn: string;
  id: string;
  contractId: string;
  contractPublicId: string;
  contractName: string;
  authorityId: string;
  /** The issuance that it came of. */
  sessionId: string;
  format: FormatId;
  /** Of several that hold, the one that weighs most: revoked, then suspended, then expired. */
  status: "valid" | "suspended" | "revoked" | "expired";
  /** When its intent was written: what pages are sorted by. */
  preparedAt: string;
  issuedAt: string;
  /** Null for one without an end. */
  validUntil: string | null;
  /** Since when it is suspended; null when it is not. */
  suspendedAt: string | null;
  revokedAt: string | null;
  revocationReason: string | null;
}

export interface CredentialPage {
  credentials: CredentialView[];
  nextCursor: string | null;
}
