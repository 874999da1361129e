// @ts-check
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { password } from "./cluster.mjs";

const PATIENCE_MS = 30_000;

/** @param {import("./cluster.mjs").Cluster} cluster @param {number} port @param {string} database */
export const urlOf = (cluster, port, database) =>
  `postgresql://postgres:${password(cluster)}@127.0.0.1:${port}/${database}`;

/**
 * The port of a server that outlived the process which started it, once it accepts connections. A pid file that such a
 * server left when it was killed is cleared away.
 * @param {import("./cluster.mjs").Cluster} cluster
 * @returns {Promise<number | undefined>}
 */
export async function findSurvivor(cluster) {
  const file = path.join(cluster.data, "postmaster.pid");
  for (const deadline = Date.now() + PATIENCE_MS; existsSync(file); await pause(100)) {
    const [pid, , , port] = readPidFile(file);
    if (port && (await answers(cluster, Number(port)))) return Number(port);
    if (pid && !isPostgres(Number(pid))) {
      rmSync(file, { force: true });
      return undefined;
    }
    if (Date.now() > deadline)
      throw new Error(`process ${pid} holds ${cluster.data} but does not answer: stop it, then start again`);
  }
  return undefined;
}

/** @param {string} file */
function readPidFile(file) {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return []; // It ended in between.
  }
}

/** Whether the server on that port is this cluster's. @param {import("./cluster.mjs").Cluster} cluster @param {number} port */
async function answers(cluster, port) {
  const client = new pg.Client({ connectionString: urlOf(cluster, port, "postgres"), connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query("SHOW data_directory");
    return path.resolve(rows[0]?.data_directory) === path.resolve(cluster.data);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A zombie, or a number that another program has by now, is not our server. @param {number} pid */
function isPostgres(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return /\(postgres\) [^Z]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
