// @ts-check
// `npm test`: lint, types, build, unit and integration tests, journeys. Closes with one line of totals.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { quiet } from "../server/quiet.mjs";
import { playwrightFailures, vitestFailures } from "./test/failures.mjs";
import { playwrightTotals, sum, vitestTotals } from "./test/totals.mjs";

Object.assign(process.env, quiet);
rmSync("test-results", { recursive: true, force: true });

const UNIT = "test-results/unit.json";
const JOURNEYS = "test-results/e2e.json";

/** @param {string} title @param {string} program @param {string[]} parameters */
function step(title, program, parameters) {
  console.log(`\n== ${title}`);
  return spawnSync(program, parameters, { stdio: "inherit", shell: process.platform === "win32" }).status === 0;
}

/** A step that is one test by itself. @param {string} title @param {string} program @param {string[]} parameters */
const check = (title, program, parameters) =>
  step(title, program, parameters) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

const results = [
  check("lint", "npx", ["biome", "check", "."]),
  check("types", "npm", ["run", "--silent", "typecheck"]),
];
const build = check("build", "node", ["scripts/build.mjs"]);
results.push(build);
const vitest = ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT}`];
results.push(vitestTotals(UNIT, step("unit and integration tests", "npx", vitest)));
if (build.failed === 0) results.push(playwrightTotals(JOURNEYS, step("journeys", "node", ["scripts/e2e.mjs"])));

// Said again at the end: a long log is mostly read from there.
for (const failure of [...vitestFailures(UNIT), ...playwrightFailures(JOURNEYS)])
  console.log(`\n== failed: ${failure}`);

const { passed, failed } = sum(results);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
