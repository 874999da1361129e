// npm test: types, build, unit and integration tests, then the browser tests; closes with one line of totals.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

rmSync("test-results", { recursive: true, force: true });
const run = (...a) =>
  spawnSync(a[0], a.slice(1), { stdio: "inherit", shell: process.platform === "win32" }).status === 0;
let passed = 0,
  failed = 0;
if (!run("npx", "next", "build"))
  failed++; // checks the types too
else {
  const unit = run(
    "npx",
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    "--outputFile.json=test-results/unit.json",
  );
  const e2e = run("node", "scripts/e2e.mjs");
  try {
    const u = JSON.parse(readFileSync("test-results/unit.json", "utf8"));
    passed += u.numPassedTests;
    failed += u.numFailedTests;
  } catch {
    failed++;
  }
  try {
    const s = JSON.parse(readFileSync("test-results/e2e.json", "utf8")).stats;
    passed += s.expected + s.flaky;
    failed += s.unexpected;
  } catch {
    failed++;
  }
  if ((!unit || !e2e) && !failed) failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
