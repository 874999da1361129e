// @ts-check
// `npm run bench`: makes sure of a build, then measures. JSON to stdout, progress to stderr.
import { spawnSync } from "node:child_process";

console.log = console.error;
await import("./ensure-build.mjs");
const { status } = spawnSync(process.execPath, ["--import", "tsx", "bench/main.ts", ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production" },
});
process.exit(status ?? 1);
