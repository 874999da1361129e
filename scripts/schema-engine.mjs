#!/usr/bin/env node
// Stand-in for the native `schema-engine` binary: same JSON-RPC on stdio, backed by the WASM engine + a JS driver adapter.
import { readFileSync } from "node:fs";
import readline from "node:readline";
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { newEngine } from "./schema-engine-wasm.mjs";

// adapter-pg has no mapping for the internal "char" type (OID 18) that the schema describer reads: hand it over as text
const asText = (r) => {
  for (const x of [r].flat()) for (const f of x?.fields ?? []) if (f.dataTypeID === 18) f.dataTypeID = 25;
  return r;
};
class Client extends pg.Client {
  query(...a) {
    const cb = a.at(-1);
    if (typeof cb === "function") {
      a[a.length - 1] = (e, r) => cb(e, asText(r));
      return super.query(...a);
    }
    const p = super.query(...a);
    return typeof p?.then === "function" ? p.then(asText) : p;
  }
}
const pgPool = (connectionString) => new pg.Pool({ connectionString, max: 1, Client });
function withPgliteShadow(f) {
  return {
    provider: f.provider,
    adapterName: f.adapterName,
    connect: () => f.connect(),
    connectToShadowDb: () => new PrismaPGlite(new PGlite()).connect(),
  };
}
const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    "extension-types": { type: "string" },
    "enabled-preview-features": { type: "string" },
    version: { type: "boolean" },
  },
});
if (values.version) {
  console.log("schema-engine-wasm");
  process.exit(0);
}
const ds = JSON.parse(values.datasource || "{}");
const factory = ds.url?.startsWith("postgres")
  ? withPgliteShadow(new PrismaPg(pgPool(ds.url)))
  : new PrismaPGlite(new PGlite());
if (positionals[0] === "cli") {
  if (positionals[1] === "can-connect-to-database") {
    try {
      const c = await factory.connect();
      await c.queryRaw({ sql: "select 1", args: [], argTypes: [] });
      process.exit(0);
    } catch (e) {
      console.error(
        JSON.stringify({
          level: "ERROR",
          target: "schema_engine::logger",
          fields: { error_code: "P1001", message: String(e.message) },
        }),
      );
      process.exit(1);
    }
  }
  process.exit(0);
}
const files = (values.datamodels ?? []).map((p) => [p, readFileSync(p, "utf8")]);
if (!files.length) files.push(["schema.prisma", 'datasource db {\n provider = "postgresql"\n}']);
let engine;
const send = (m) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...m })}\n`);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (!method) continue;
  try {
    engine ??= await newEngine(factory, files);
    const fn = method === "getDatabaseVersion" ? "version" : method;
    let result = (await engine[fn](params)) ?? {};
    if (method === "diff" && result.stdout != null) {
      send({ id: `p${id}`, method: "print", params: { content: result.stdout } });
      result = { ...result, stdout: null };
    }
    send({ id, result });
  } catch (e) {
    send({
      id,
      error: {
        code: 4466,
        message: String(e?.message ?? e),
        data: { is_panic: false, message: String(e?.message ?? e), error_code: e?.code },
      },
    });
  }
}
process.exit(0);
