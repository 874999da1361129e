// Run after every change of dependencies on a machine whose registry lacks other platforms' packages: adds their
// lock entries (no integrity is known, so npm skips that check for them), so that `npm ci` agrees with the lock everywhere.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")),
  P = lock.packages;
const OS = {
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  windows: "win32",
  freebsd: "freebsd",
  android: "android",
};
const CPU = ["arm64", "x64", "ia32", "arm", "s390x", "riscv64", "ppc64", "loong64", "wasm32"];
let n = 0;
for (const [where, v] of Object.entries(P))
  for (const [name, range] of Object.entries(v.optionalDependencies ?? {})) {
    let at = where,
      found = false;
    for (;;) {
      if (P[`${at ? `${at}/` : ""}node_modules/${name}`]) {
        found = true;
        break;
      }
      if (!at) break;
      at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "";
    }
    if (found || !/^\d/.test(range)) continue;
    const parts = name.split(/[-/]/),
      os = parts.map((p) => OS[p]).find(Boolean),
      cpu = parts.find((p) => CPU.includes(p));
    if (!os && cpu !== "wasm32") {
      console.log("left", name);
      continue;
    }
    P[`node_modules/${name}`] = {
      version: range,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(v.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    n++;
  }
lock.packages = Object.fromEntries(Object.entries(P).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log("added", n);
