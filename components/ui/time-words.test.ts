import { expect, test } from "vitest";
import { exactWords, relativeWords } from "@/components/ui/time-words";

const now = Date.parse("2026-05-04T12:00:00Z");
const hour = 3_600_000;

test.each([
  [0, "just now"],
  [-40_000, "just now"],
  [40_000, "in less than a minute"],
  [-5 * 60_000, "5 minutes ago"],
  [-3 * hour, "3 hours ago"],
  [-25 * hour, "yesterday"],
  [48 * hour, "in 2 days"],
  [-400 * 24 * hour, "last year"],
])("%i ms from now reads as %s", (distance, words) => {
  expect(relativeWords(now + distance, now)).toBe(words);
});

test("the exact moment names its zone", () => {
  expect(exactWords(now, "UTC")).toBe("4 May 2026 at 12:00:00 UTC");
});
