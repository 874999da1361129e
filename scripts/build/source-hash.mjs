// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** What a build is made of. */
const SOURCES = ["app", "components", "lib", "public", "prisma/schema.prisma"].concat([
  "instrumentation.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
]);
const BUILD = path.join(ROOT, ".next/BUILD_ID");
const STAMP = path.join(ROOT, ".next/source-hash");

/** A digest over the names and contents of all sources. */
export function sourceHash() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((name) => filesBelow(path.join(ROOT, name)))) {
    const content = createHash("sha256").update(readFileSync(file)).digest("hex");
    hash.update(`${path.relative(ROOT, file).replaceAll(path.sep, "/")}\n${content}\n`);
  }
  return hash.digest("hex");
}

/** Whether there is a whole build of the sources as they are. */
export const isBuilt = () => existsSync(BUILD) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === sourceHash();

/** A build that is cut short must not pass for one. */
export const forgetBuild = () => rmSync(STAMP, { force: true });

/** @param {string} hash as it was before the build began */
export const stampBuild = (hash) => writeFileSync(STAMP, hash);

/** @param {string} place @returns {string[]} */
function filesBelow(place) {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return /\.test\.tsx?$/.test(place) ? [] : [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}
