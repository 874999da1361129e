// @ts-check
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * One PostgreSQL data folder and the programs that work on it.
 * @typedef {object} Cluster
 * @property {string} home
 * @property {string} data
 * @property {string} binaries
 * @property {import("./run-as.mjs").Account | undefined} account
 */

const DRAFT = ".draft-";
/** Settings for tests: quick, and nothing survives a power cut. */
const VOLATILE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
const SETTINGS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC", "max_connections=200"];

/** @param {Cluster} cluster */
const passwordFile = ({ home }) => path.join(home, "password");

/** @param {Cluster} cluster */
export const password = (cluster) => readFileSync(passwordFile(cluster), "utf8").trim();

/**
 * Makes the data folder unless it is there. It grows under another name and is moved into place when it is whole: a
 * kill in the middle, or an `initdb` that outlives it, does no harm.
 * @param {Cluster} cluster
 * @param {{ volatile: boolean }} options
 */
export async function initialise(cluster, { volatile }) {
  if (existsSync(cluster.data)) return;
  removeDrafts(cluster);
  const file = passwordFile(cluster);
  rmSync(file, { force: true });
  writeFileSync(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600, flush: true });
  if (cluster.account) chownSync(file, cluster.account.uid, cluster.account.gid);
  const draft = `${cluster.data}${DRAFT}${randomBytes(6).toString("hex")}`;
  const options = ["--auth=scram-sha-256", `--pwfile=${file}`, "--encoding=UTF8", "--locale=C.UTF-8"];
  if (volatile) options.push("--no-sync");
  await run(cluster, "initdb", ["-D", draft, "-U", "postgres", "--no-instructions", ...options]);
  renameSync(draft, cluster.data);
}

/** @param {Cluster} cluster */
function removeDrafts({ home, data }) {
  const prefix = path.basename(data) + DRAFT;
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(prefix))) {
    try {
      rmSync(path.join(home, name), { recursive: true, force: true });
    } catch {
      // Its initdb is still at work there: another start will clear it away.
    }
  }
}

/**
 * Starts the server on a free loopback port and waits until it accepts connections.
 * @param {Cluster} cluster
 * @param {{ volatile: boolean }} options
 * @returns {Promise<number>} the port
 */
export async function launch(cluster, { volatile }) {
  const port = await freePort();
  const settings = [...SETTINGS, ...(volatile ? VOLATILE : [])].flatMap((setting) => ["-c", setting]);
  const log = path.join(cluster.home, "postgres.log");
  const options = ["-p", String(port), ...settings].join(" ");
  await run(cluster, "pg_ctl", ["-D", cluster.data, "-l", log, "-w", "-t", "60", "-o", options, "start"]);
  return port;
}

/**
 * Stops the server: sessions are ended, everything is written, within seconds.
 * @param {Cluster} cluster
 */
export const shutDown = (cluster) => run(cluster, "pg_ctl", ["-D", cluster.data, "-m", "fast", "-w", "stop"]);

/** @param {Cluster} cluster @param {string} program @param {string[]} parameters */
async function run({ binaries, account, home }, program, parameters) {
  try {
    await execute(path.join(binaries, program), parameters, {
      ...account,
      cwd: home,
      // Nothing of our environment concerns PostgreSQL, and some of it (PGDATA, PGPORT) would lead it astray.
      env: { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C", SystemRoot: process.env.SystemRoot },
    });
  } catch (error) {
    const { stderr, message } = /** @type {Error & { stderr?: string }} */ (error);
    const reason = (stderr || message).trim().split("\n").slice(-2).join(" ");
    throw new Error(`the embedded PostgreSQL failed at ${program}: ${reason} (see ${path.join(home, "postgres.log")})`);
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : 0));
    });
  });
}
