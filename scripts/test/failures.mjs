// @ts-check
import { readFileSync } from "node:fs";

const LINES = 12;

/** @param {string} title @param {string | undefined} message */
const failure = (title, message = "") => [title, ...message.split("\n").slice(0, LINES)].join("\n   ");

/** @param {string} file @param {(report: any) => string[]} list */
function read(file, list) {
  try {
    return list(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
}

/** What failed by Vitest's JSON report, each with the start of its message. @param {string} file @returns {string[]} */
export const vitestFailures = (file) =>
  read(file, ({ testResults }) =>
    testResults.flatMap((/** @type {any} */ one) => {
      const tests = one.assertionResults.filter((/** @type {any} */ test) => test.status === "failed");
      if (tests.length === 0 && one.status === "failed") return [failure(one.name, one.message)];
      return tests.map((/** @type {any} */ test) =>
        failure(`${one.name} › ${test.fullName}`, test.failureMessages.join("\n")),
      );
    }),
  );

/** The same by Playwright's. @param {string} file @returns {string[]} */
export const playwrightFailures = (file) => read(file, ({ suites }) => suites.flatMap(ofSuite));

/** @param {any} suite @returns {string[]} */
const ofSuite = ({ specs = [], suites = [] }) => [...specs.flatMap(ofSpec), ...suites.flatMap(ofSuite)];

/** @param {any} spec @returns {string[]} */
const ofSpec = ({ file, title, ok, tests }) => {
  if (ok) return [];
  const results = tests.flatMap((/** @type {any} */ test) => test.results);
  return [failure(`${file} › ${title}`, results.find((/** @type {any} */ result) => result.error)?.error.message)];
};
