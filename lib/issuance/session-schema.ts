import * as z from "zod";
import type { FormatId } from "@/lib/contract/schema";
import type { DeliveryView } from "@/lib/delivery/schema";
import { type SessionFailure, SessionState } from "@/lib/issuance/schema";

/** What the list of issuances is narrowed to. */
export const ListIssuanceSessions = z.strictObject({
  state: SessionState.optional(),
  contractId: z.uuid("There is no such contract.").optional(),
  authorityId: z.uuid("There is no such authority.").optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  cursor: z.string().max(200).optional(),
});
export type ListIssuanceSessions = z.infer<typeof ListIssuanceSessions>;

export const IssuanceSessionRef = z.strictObject({ id: z.uuid("There is no such issuance.") });

/** An offer and what became of it, in a list. Times are RFC 3339 in UTC. */
export interface IssuanceSessionView {
  id: string;
  state: SessionState;
  contractId: string;
  contractName: string;
  authorityId: string;
  authorityName: string;
  format: FormatId;
  failure: SessionFailure | null;
  /** Its place among the credentials of one offer; null where it is the only one. */
  batchPosition: number | null;
  createdAt: string;
  expiresAt: string;
  openedAt: string | null;
  redeemedAt: string | null;
  issuedAt: string | null;
  endedAt: string | null;
}

/** A credential that the session signed, whether it was released or not. */
export interface SessionCredential {
  urn: string;
  state: "prepared" | "signed" | "issued" | "revoked" | "abandoned";
  preparedAt: string;
  signedAt: string | null;
  issuedAt: string | null;
  revokedAt: string | null;
  /** Why it is invalid. */
  reason: string | null;
}

/** What a wallet said became of a credential. */
export interface SessionNotification {
  event: string;
  description: string | null;
  at: string;
}

export interface IssuanceSessionDetail extends IssuanceSessionView {
  protocol: string;
  /** Who asked for it: a member's e-mail, an application's name, or what it acted as. */
  createdBy: string;
  transactionCodeAttempts: number;
  credentials: SessionCredential[];
  deliveries: DeliveryView[];
  notifications: SessionNotification[];
  /** The sessions that share its offer. */
  batch: { id: string; position: number; state: SessionState }[];
}
