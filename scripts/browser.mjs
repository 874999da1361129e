// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

/** @typedef {{ path: string, from: string }} Browser */

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const isRoot = process.getuid?.() === 0;

/**
 * Finds a Chromium for the browser tests, or installs one: CHROMIUM_PATH, the system's, Playwright's own, the Debian
 * package, and last the one that comes inside an npm package.
 * @returns {Promise<Browser>}
 */
export async function findChromium() {
  const found = fromEnvironment() ?? fromSystem() ?? (await fromPlaywright()) ?? fromDebian() ?? (await fromPackage());
  if (!found) throw new Error("no Chromium found: install Chrome, or set CHROMIUM_PATH to one");
  return found;
}

function fromEnvironment() {
  const { CHROMIUM_PATH } = process.env;
  return CHROMIUM_PATH ? { path: CHROMIUM_PATH, from: "CHROMIUM_PATH" } : undefined;
}

function fromSystem() {
  const program = NAMES.map(onPath).find((file) => file !== undefined);
  return program ? { path: program, from: "system" } : undefined;
}

async function fromPlaywright() {
  const { chromium } = await import("@playwright/test");
  const program = chromium.executablePath();
  if (!existsSync(program)) run("npx", ["playwright", "install", "chromium"]);
  return existsSync(program) ? { path: program, from: "playwright" } : undefined;
}

function fromDebian() {
  if (!isRoot || !onPath("apt-get")) return undefined;
  run("apt-get", ["update"]);
  run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
  return fromSystem();
}

async function fromPackage() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { default: chromium, inflate, setupLambdaEnvironment } = await import("@sparticuz/chromium");
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  await inflate(path.resolve(path.dirname(entry), "../../bin/al2023.tar.br"));
  // Its own copies of the libraries that a bare system lacks.
  setupLambdaEnvironment(path.join(os.tmpdir(), "al2023", "lib"));
  return { path: await chromium.executablePath(), from: "npm" };
}

/** @param {string} name */
const onPath = (name) =>
  (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

/** @param {string} program @param {string[]} parameters */
const run = (program, parameters) =>
  spawnSync(program, parameters, {
    stdio: "ignore",
    timeout: 240_000,
    shell: process.platform === "win32",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  }).status === 0;
