import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { playwrightTotals, sum, vitestTotals } from "@/scripts/test/totals.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "totals-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("the totals are those of the reports together", () => {
  const unit = vitestTotals(report({ numPassedTests: 5, numFailedTests: 1 }), false);
  const journeys = playwrightTotals(report({ stats: { expected: 3, flaky: 1, unexpected: 2 } }), false);
  expect(sum([unit, journeys])).toEqual({ passed: 9, failed: 3 });
});

test("a runner that fails without a failed test does not pass", () => {
  expect(vitestTotals(report({ numPassedTests: 5, numFailedTests: 0 }), false)).toEqual({ passed: 5, failed: 1 });
});

test("a run without a report does not pass", () => {
  expect(playwrightTotals(path.join(folder, "absent.json"), true)).toEqual({ passed: 0, failed: 1 });
});
