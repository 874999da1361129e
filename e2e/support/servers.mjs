// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startEmbeddedPostgres } from "../../scripts/database/embedded-postgres.mjs";
import { removeDatabase } from "../../scripts/database/home.mjs";
import { quiet } from "../../server/quiet.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PATIENCE_MS = 120_000;

/**
 * @typedef {object} StartOptions
 * @property {number} [port] a free one when left out
 * @property {string} dataDir
 * @property {string} [databaseUrl] left out: the embedded database in `dataDir`
 * @property {number} [workers]
 * @property {Record<string, string>} [env]
 */

/**
 * @typedef {object} RunningServer
 * @property {string} url
 * @property {number} pid
 * @property {string | undefined} setupUrl while there was no owner at its start
 * @property {() => string} logs all it has printed
 * @property {() => Promise<number | null>} stop asks it to end; resolves to its exit code
 * @property {() => Promise<void>} kill SIGKILL: the database lives on until {@link endDatabase}
 */

/**
 * Starts the built portal as `npm start` does, and waits until it is ready.
 * @param {StartOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer({ port, dataDir, databaseUrl, workers = 1, env = {} }) {
  const own = port ?? (await freePort());
  const started = run([path.join(ROOT, "server.mjs")], {
    PORT: String(own),
    DATA_DIR: dataDir,
    WORKERS: String(workers),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...env,
  });
  await started.printed(/ready on (\S+)/);
  return {
    ...started,
    url: /ready on (\S+)/.exec(started.logs())?.[1] ?? "",
    setupUrl: /(\S+\/setup\?token=\S+)/.exec(started.logs())?.[1],
  };
}

/**
 * Starts the same build by plain `next start`, so that no route takes the server's short way: to compare the two.
 * @param {{ port?: number, databaseUrl: string, masterKey: string, env?: Record<string, string> }} options
 * @returns {Promise<Omit<RunningServer, "setupUrl">>}
 */
export async function startNextServer({ port, databaseUrl, masterKey, env = {} }) {
  const own = port ?? (await freePort());
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const started = run([next, "start", "--port", String(own), "--hostname", "127.0.0.1"], {
    PORT: String(own),
    DATABASE_URL: databaseUrl,
    MASTER_KEY: masterKey,
    ...env,
  });
  await started.printed(/Ready in/);
  return { ...started, url: `http://127.0.0.1:${own}` };
}

/**
 * Where the embedded database of a running server is, and the installation's key.
 * @param {string} dataDir
 */
export async function databaseOf(dataDir) {
  const folder = path.resolve(ROOT, dataDir, "postgres");
  const { url, release } = await startEmbeddedPostgres({ folder, database: "portal" });
  await release();
  const masterKey = readFileSync(path.resolve(ROOT, dataDir, "master.key"), "utf8").trim();
  return { databaseUrl: url, masterKey };
}

/** Ends the database that a killed server left behind. @param {string} dataDir */
export async function endDatabase(dataDir) {
  const folder = path.resolve(ROOT, dataDir, "postgres");
  const { stop } = await startEmbeddedPostgres({ folder, database: "portal" });
  await stop();
}

/** A data folder of the caller's own, to be removed with {@link removeDataDir}. */
export function makeDataDir() {
  const folder = path.join(ROOT, ".data");
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return mkdtempSync(path.join(folder, "server-"));
}

/** @param {string} dataDir */
export function removeDataDir(dataDir) {
  removeDatabase(path.join(dataDir, "postgres"));
  rmSync(dataDir, { recursive: true, force: true });
}

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** @param {string[]} command @param {Record<string, string>} variables */
function run(command, variables) {
  // Of our own environment only what every program needs: a test says the rest.
  const { PATH, HOME, SystemRoot, TMPDIR } = process.env;
  const child = spawn(process.execPath, command, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, HOME, SystemRoot, TMPDIR, NODE_ENV: "production", ...quiet, ...variables },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const ended = once(child, "exit");
  const isRunning = () => child.exitCode === null && child.signalCode === null;

  /** @param {NodeJS.Signals} signal */
  async function end(signal) {
    if (isRunning()) child.kill(signal);
    await ended;
  }

  return {
    pid: child.pid ?? 0,
    logs: () => output,
    stop: () => end("SIGTERM").then(() => child.exitCode),
    kill: () => end("SIGKILL"),
    /** @param {RegExp} line */
    printed: async (line) => {
      for (const deadline = Date.now() + PATIENCE_MS; !line.test(output); await pause(20)) {
        if (!isRunning()) throw new Error(`the server ended at its start:\n${output}`);
        if (Date.now() > deadline) {
          await end("SIGKILL");
          throw new Error(`the server was not ready in time:\n${output}`);
        }
      }
    },
  };
}
