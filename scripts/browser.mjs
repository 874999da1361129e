// Finds a Chromium for the browser tests: CHROMIUM_PATH, the system's, Playwright's own, or the one inside an npm package.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const onPath = (name) => {
  for (const d of (process.env.PATH ?? "").split(path.delimiter)) {
    const p = path.join(d, name);
    if (existsSync(p)) return p;
  }
};
const root = process.getuid?.() === 0;
export const sandboxArgs = root ? ["--no-sandbox"] : [];
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return { path: process.env.CHROMIUM_PATH, from: "CHROMIUM_PATH" };
  if (process.env.BROWSER_FROM !== "npm") {
    const sys = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(onPath).find(Boolean);
    if (sys) return { path: sys, from: "system" };
    const { chromium } = await import("@playwright/test");
    if (existsSync(chromium.executablePath())) return { path: chromium.executablePath(), from: "playwright" };
    if (
      spawnSync("npx", ["playwright", "install", "chromium"], { stdio: "ignore", timeout: 240_000 }).status === 0 &&
      existsSync(chromium.executablePath())
    )
      return { path: chromium.executablePath(), from: "playwright install" };
    if (root && onPath("apt-get")) {
      spawnSync("apt-get", ["update"], { stdio: "ignore" });
      if (
        spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
          stdio: "ignore",
          env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        }).status === 0 &&
        onPath("chromium")
      )
        return { path: onPath("chromium"), from: "apt-get" };
    }
  }
  if (process.platform === "linux" && process.arch === "x64") {
    const { default: chromium, inflate, setupLambdaEnvironment } = await import("@sparticuz/chromium");
    const bin = path.join(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../../bin");
    await inflate(path.join(bin, "al2023.tar.br"));
    setupLambdaEnvironment(path.join(os.tmpdir(), "al2023", "lib")); // libnss3 and friends
    return { path: await chromium.executablePath(), from: "npm", args: chromium.args };
  }
  throw new Error("no Chromium found: install Chrome or set CHROMIUM_PATH");
}
if (import.meta.url === `file://${process.argv[1]}`) console.log(JSON.stringify(await findChromium()));
