// @ts-check
import { readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Totals */

/** @param {Totals[]} results @returns {Totals} */
export const sum = (results) =>
  results.reduce((all, { passed, failed }) => ({ passed: all.passed + passed, failed: all.failed + failed }), {
    passed: 0,
    failed: 0,
  });

/**
 * Counts Vitest's JSON report. A run that ended badly without naming a failed test counts as one failure.
 * @param {string} file
 * @param {boolean} succeeded
 */
export const vitestTotals = (file, succeeded) =>
  totals(file, succeeded, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));

/**
 * Counts Playwright's JSON report.
 * @param {string} file
 * @param {boolean} succeeded
 */
export const playwrightTotals = (file, succeeded) =>
  totals(file, succeeded, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }));

/** @param {string} file @param {boolean} succeeded @param {(report: any) => Totals} count @returns {Totals} */
function totals(file, succeeded, count) {
  const { passed, failed } = readTotals(file, count);
  return { passed, failed: succeeded ? failed : Math.max(failed, 1) };
}

/** @param {string} file @param {(report: any) => Totals} count @returns {Totals} */
function readTotals(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return { passed: 0, failed: 1 };
  }
}
