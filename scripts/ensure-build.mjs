// @ts-check
// Before `npm start`: builds when there is no build, or sources changed since. Silent unless it fails.
import { runBuild } from "./build/run-build.mjs";
import { isBuilt } from "./build/source-hash.mjs";

if (!isBuilt()) {
  console.log("building (about a minute)…");
  const { ok, output } = await runBuild();
  if (!ok) {
    console.error(output.trim());
    process.exit(1);
  }
}
