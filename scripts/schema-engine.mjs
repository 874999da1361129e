#!/usr/bin/env node
// @ts-check
// Stands in for Prisma's native schema engine, which npm does not carry: the same JSON-RPC over standard input and
// output, answered by the WebAssembly build of that engine. prisma.config.ts points here, so Prisma's commands work offline.
import { readFileSync } from "node:fs";
import readline from "node:readline";
import { parseArgs } from "node:util";
import { adapterFor } from "./schema-engine/adapters.mjs";
import { openEngine } from "./schema-engine/wasm-engine.mjs";

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
const EMPTY_SCHEMA = 'datasource db {\n provider = "postgresql"\n}';

if (values.version) console.log("schema-engine-wasm");
else if (positionals[0] === "cli") await runCommand(positionals[1]);
else await answerCalls();
process.exit();

/** @param {string | undefined} command */
async function runCommand(command) {
  if (command !== "can-connect-to-database") return;
  try {
    const connection = await adapter().connect();
    await connection.queryRaw({ sql: "SELECT 1", args: [], argTypes: [] });
  } catch (error) {
    const fields = { error_code: "P1001", message: messageOf(error) };
    console.error(JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields }));
    process.exitCode = 1;
  }
}

async function answerCalls() {
  const engine = await openEngine(adapter(), schemas());
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    if (method) await answer(engine, id, method, params);
  }
}

/** @param {Awaited<ReturnType<typeof openEngine>>} engine @param {unknown} id @param {string} method @param {unknown} params */
async function answer(engine, id, method, params) {
  try {
    const call = engine[method === "getDatabaseVersion" ? "version" : method];
    if (!call) throw new Error(`the schema engine has no ${method}`);
    const result = (await call.call(engine, params)) ?? {};
    if (method === "diff" && result.stdout != null) {
      // The native engine prints by a call of its own.
      send({ id: `p${id}`, method: "print", params: { content: result.stdout } });
      result.stdout = null;
    }
    send({ id, result });
  } catch (error) {
    const message = messageOf(error);
    const code = /** @type {{ code?: unknown }} */ (error)?.code;
    send({ id, error: { code: 4466, message, data: { is_panic: false, message, error_code: code } } });
  }
}

function adapter() {
  const { url } = JSON.parse(String(values.datasource ?? "{}"));
  return adapterFor(url);
}

/** @returns {[name: string, content: string][]} */
function schemas() {
  const files = [values.datamodels ?? []].flat().map(String);
  if (files.length === 0) return [["schema.prisma", EMPTY_SCHEMA]];
  return files.map((file) => [file, readFileSync(file, "utf8")]);
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {object} message */
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
