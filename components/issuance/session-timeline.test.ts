import { expect, test } from "vitest";
import { timelineOf } from "@/components/issuance/session-timeline";
import type { DeliveryView } from "@/lib/delivery/schema";
import type { IssuanceSessionDetail } from "@/lib/issuance/session-schema";
import { failedSession } from "@/lib/testing/failed-session";

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString();

const delivery: DeliveryView = {
  id: "d-1",
  kind: "callback",
  event: "jwt_issue",
  eventId: "evt_1",
  sessionId: "s-1",
  webhookId: null,
  webhookName: null,
  outcome: "refused",
  httpStatus: null,
  cause: "timeout",
  durationMs: 5000,
  attempt: 1,
  replayOf: null,
  address: "https://app.example.org/",
  notReplayable: "shortened",
  createdAt: at(4),
};

const failed: IssuanceSessionDetail = {
  ...failedSession,
  createdAt: at(0),
  expiresAt: at(59),
  openedAt: at(1),
  redeemedAt: at(2),
  endedAt: at(9),
  transactionCodeAttempts: 2,
  credentials: [
    {
      urn: "urn:pic:0",
      state: "abandoned",
      preparedAt: at(3),
      signedAt: at(3),
      issuedAt: null,
      revokedAt: at(9),
      reason: "callback_unreachable",
    },
  ],
  deliveries: [delivery],
};

test("a timeline tells in order what happened", () => {
  const entries = timelineOf(failed);
  expect(entries.map(({ title, tone }) => [title, tone])).toEqual([
    ["Offer made", "done"],
    ["Offer opened by a wallet", "done"],
    ["Access token given", "done"],
    ["Credential signed", "done"],
    ["Callback told of jwt_issue", "failed"],
    ["Credential given up and marked invalid", "failed"],
    ["Issuance stopped", "failed"],
  ]);
  expect(entries[2]?.detail).toBe("After 2 tries of the transaction code");
  expect(entries[4]).toMatchObject({
    detail: "No whole answer within five seconds. That took 5000 ms.",
    href: "/deliveries/d-1",
  });
  // The page says at its head why, and what to do.
  expect(entries[6]).not.toHaveProperty("detail");
});

test("an offer that nobody took ends at its time, before the sweeper has come by", () => {
  const [, last] = timelineOf({
    ...failed,
    state: "expired",
    failure: null,
    openedAt: null,
    redeemedAt: null,
    endedAt: null,
    credentials: [],
    deliveries: [],
  });
  expect(last).toMatchObject({ title: "Offer ran out", at: at(59), tone: "failed" });
});
