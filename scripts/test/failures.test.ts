import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "@/scripts/test/failures.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "failures-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("each failed test is named with its file and the start of its message", () => {
  const assertionResults = [
    { status: "passed", fullName: "one", failureMessages: [] },
    { status: "failed", fullName: "two", failureMessages: ["expected 1\nto be 2"] },
  ];
  const file = report({ testResults: [{ name: "a.test.ts", status: "failed", assertionResults }] });
  expect(vitestFailures(file)).toEqual(["a.test.ts › two\n   expected 1\n   to be 2"]);
});

test("a file that could not even be read is named", () => {
  const file = report({
    testResults: [{ name: "b.test.ts", status: "failed", message: "boom", assertionResults: [] }],
  });
  expect(vitestFailures(file)).toEqual(["b.test.ts\n   boom"]);
});

test("a journey that failed is named, however deep it is nested", () => {
  const failed = {
    file: "c.spec.ts",
    title: "three",
    ok: false,
    tests: [{ results: [{}, { error: { message: "late" } }] }],
  };
  const passed = { file: "c.spec.ts", title: "four", ok: true, tests: [] };
  expect(playwrightFailures(report({ suites: [{ suites: [{ specs: [passed, failed] }] }] }))).toEqual([
    "c.spec.ts › three\n   late",
  ]);
});

test("without a report nothing is said twice", () => {
  expect(vitestFailures(path.join(folder, "absent.json"))).toEqual([]);
});
