import * as z from "zod";
import { ContractRef } from "@/lib/contract/schema";
import { Reason } from "@/lib/credential/schema";

/** Credentials that may be named one by one in one request. */
const NAMED_MAX = 1000;

const Moment = z.iso.datetime({ offset: true, error: "Give a time such as 2026-01-31T00:00:00Z." });

const between = {
  /** From this moment on. */
  issuedAfter: Moment.optional(),
  /** Before this moment. */
  issuedBefore: Moment.optional(),
};

/** Every credential of the contract that was issued in a time. One end may be open. */
export const IssuedBetween = z
  .strictObject(between)
  .refine(
    ({ issuedAfter, issuedBefore }) => issuedAfter !== undefined || issuedBefore !== undefined,
    "Give issuedAfter, issuedBefore or both.",
  );
export type IssuedBetween = z.infer<typeof IssuedBetween>;

/** Which credentials of a contract, by name or by the time of their issue, and why. */
const selection = {
  credentialIds: z.array(z.string().max(200)).min(1).max(NAMED_MAX).optional(),
  filter: IssuedBetween.optional(),
  reason: Reason.optional(),
};

const oneSelection = (given: { credentialIds?: unknown; filter?: unknown }): boolean =>
  (given.credentialIds === undefined) !== (given.filter === undefined);

const either = { path: ["credentialIds"], message: "Give either credentialIds or a filter." };

/** As it comes over the wire, without the contract, which stands in the path. */
export const BulkRevocationBody = z.strictObject(selection).refine(oneSelection, either);

export const CreateBulkRevocation = ContractRef.extend(selection).refine(oneSelection, either);
export type CreateBulkRevocation = z.infer<typeof CreateBulkRevocation>;

export const CountRevocable = ContractRef.extend(between);

export interface RevocableCount {
  /** One more than {@link BULK_MAX} stands for all beyond. */
  count: number;
}

export const BulkRevocationRef = ContractRef.extend({ bulkRevocationId: z.string().max(200) });

/** How a bulk revocation stands. Times are RFC 3339 in UTC. */
export interface BulkRevocationView {
  id: string;
  contractId: string;
  state: "running" | "done";
  total: number;
  revoked: number;
  failed: number;
  reason: string | null;
  createdAt: string;
  endedAt: string | null;
  /** The first hundred that were not revoked. */
  failures: { urn: string; problem: string }[];
}
