// @ts-check
// `npm run e2e`: makes sure of a build and a browser, then runs Playwright with the parameters given.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { quiet } from "../server/quiet.mjs";
import { findChromium } from "./browser.mjs";
import "./ensure-build.mjs";

const browser = await findChromium();
console.log(`browser: ${browser.path} (${browser.from})`);
const playwright = createRequire(import.meta.url).resolve("@playwright/test/cli");
const { status } = spawnSync(process.execPath, [playwright, "test", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, CHROMIUM_PATH: browser.path, CHROMIUM_FROM: browser.from, ...quiet },
});
process.exit(status ?? 1);
