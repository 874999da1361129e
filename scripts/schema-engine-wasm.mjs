import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

const require = createRequire(import.meta.url);
const dir = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
const bg = await import(path.join(dir, "schema_engine_bg.js"));
const { instance } = await WebAssembly.instantiate(readFileSync(path.join(dir, "schema_engine_bg.wasm")), {
  "./schema_engine_bg.js": bg,
});
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
class Reg {
  set_message(m) {
    console.error("[schema-engine panic]", m);
  }
}
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= new Reg();
export async function newEngine(factory, schemaFiles) {
  return bg.SchemaEngine.new(
    { datamodels: schemaFiles },
    (l) => process.env.DEBUG && console.error(l),
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}
export function schemaFiles(p) {
  return [[p, readFileSync(p, "utf8")]];
}
export function migrationsList(baseDir) {
  const lock = path.join(baseDir, "migration_lock.toml");
  const dirs = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true })
        .filter((d) => d.isDirectory())
        .map((d) => d.name)
        .sort()
    : [];
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: dirs.map((d) => ({
      path: d,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(baseDir, d, "migration.sql"), "utf8") },
      },
    })),
  };
}
export const filters = { externalTables: [], externalEnums: [] };
