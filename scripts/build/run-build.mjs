// @ts-check
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { quiet } from "../../server/quiet.mjs";
import { forgetBuild, sourceHash, stampBuild } from "./source-hash.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");

/**
 * Runs `next build` and stamps its result with the hash of the sources.
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function runBuild() {
  const hash = sourceHash();
  forgetBuild();
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const build = spawn(process.execPath, [next, "build"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", ...quiet },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => build.once("close", resolve));
  if (code === 0) stampBuild(hash);
  return { ok: code === 0, output };
}
