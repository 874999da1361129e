// npm run test:e2e: finds a browser, then runs Playwright
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { findChromium } from "./browser.mjs";

const b = await findChromium();
console.log(`browser: ${b.from}`);
const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
const env = { ...process.env, CHROMIUM_PATH: b.path, CHROMIUM_SINGLE_PROCESS: b.from === "npm" ? "1" : "" };
process.exit(
  spawnSync(process.execPath, [cli, "test", ...process.argv.slice(2)], { stdio: "inherit", env }).status ?? 1,
);
