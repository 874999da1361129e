// @ts-check
// `npm run build`: builds, and shows what the build said.
import { runBuild } from "./build/run-build.mjs";

const { ok, output } = await runBuild();
console.log(output.trim());
process.exit(ok ? 0 : 1);
