import type { IssuanceSessionDetail } from "@/lib/issuance/session-schema";

/** An issuance that its callback stopped, as its page reads it. */
export const failedSession: IssuanceSessionDetail = {
  id: "s-1",
  state: "failed",
  contractId: "c-1",
  contractName: "Staff badge",
  authorityId: "a-1",
  authorityName: "Example Works",
  format: "jwt_vc_json",
  failure: { code: "callback_unreachable", message: "The issuer's callback did not confirm, so it was stopped." },
  batchPosition: null,
  createdAt: "2026-03-01T10:00:00.000Z",
  expiresAt: "2026-03-01T10:05:00.000Z",
  openedAt: null,
  redeemedAt: null,
  issuedAt: null,
  endedAt: "2026-03-01T10:01:00.000Z",
  protocol: "1.0",
  createdBy: "owner@example.org",
  transactionCodeAttempts: 0,
  credentials: [],
  deliveries: [],
  notifications: [],
  batch: [],
};
