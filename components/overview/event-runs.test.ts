import { expect, test } from "vitest";
import { eventRuns } from "@/components/overview/event-runs";

const event = (id: string, action: string) => ({
  id,
  action,
  actor: "owner@example.org",
  target: null,
  occurredAt: "2026-11-22T18:00:00.000Z",
});

test("the same deed many times over takes one line, and what came between stays between", () => {
  const events = ["issuance.created", "issuance.created", "credential.issued", "issuance.created"];
  expect(eventRuns(events.map((action, at) => event(String(at), action))).map(({ id, times }) => [id, times])).toEqual([
    ["0", 2],
    ["2", 1],
    ["3", 1],
  ]);
});
