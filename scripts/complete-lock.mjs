// @ts-check
// Run after a change of dependencies on a machine whose registry lacks other platforms' packages: adds their lock
// entries, so that `npm ci` agrees with the lock everywhere. Their integrity is not known here, so npm skips that check.
import { readFileSync, writeFileSync } from "node:fs";

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], optionalDependencies?: Record<string, string> }} Entry */

const SYSTEMS = new Map(
  Object.entries({
    darwin: "darwin",
    linux: "linux",
    win32: "win32",
    windows: "win32",
    freebsd: "freebsd",
    android: "android",
  }),
);
const PROCESSORS = ["arm64", "x64", "ia32", "arm", "s390x", "riscv64", "ppc64", "loong64", "wasm32"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
/** @type {Record<string, Entry>} */
const packages = lock.packages;

/** Whether npm would find `name` for the package at `place`, there or in a folder above. @param {string} place @param {string} name */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

/** @param {string} name @param {string} version @param {Entry} parent @returns {Entry | undefined} */
function platformEntry(name, version, parent) {
  const parts = name.split(/[-/]/);
  const system = parts.map((part) => SYSTEMS.get(part)).find((found) => found !== undefined);
  const processor = parts.find((part) => PROCESSORS.includes(part));
  if (!system && processor !== "wasm32") return undefined;
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  };
}

let added = 0;
for (const [place, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const missing = /^\d/.test(version) && !isLocked(place, name) ? platformEntry(name, version, entry) : undefined;
    if (!missing) continue;
    packages[`node_modules/${name}`] = missing;
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);
