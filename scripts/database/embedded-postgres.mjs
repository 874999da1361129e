// @ts-check
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { binariesFor } from "./binaries.mjs";
import { initialise, launch, shutDown } from "./cluster.mjs";
import { databaseHome } from "./home.mjs";
import { unprivilegedAccount } from "./run-as.mjs";
import { withStartLock } from "./start-lock.mjs";
import { findSurvivor, urlOf } from "./survivor.mjs";

/**
 * A running embedded database.
 * @typedef {object} EmbeddedPostgres
 * @property {string} url
 * @property {() => Promise<void>} stop for the portal: ends it, unless another process had it in use before us
 * @property {() => Promise<void>} release for tools: ends it only when nobody else is connected
 */

/**
 * Starts the PostgreSQL of `folder`, or finds it running: after a kill of its starter, or beside another process.
 * @param {{ folder: string, database: string, volatile?: boolean }} options `volatile` trades safety for speed: tests only
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres({ folder, database, volatile = false }) {
  const account = unprivilegedAccount();
  const binaries = await binariesFor(account);
  const home = databaseHome(folder, account);
  const cluster = { home, data: path.join(home, "data"), binaries, account };

  return withStartLock(folder, async () => {
    const survivor = await findSurvivor(cluster);
    const port = survivor ?? (await startAnew(cluster, volatile));
    const admin = urlOf(cluster, port, "postgres");
    const ours = survivor === undefined || (await isUnused(admin));
    const letGo = await hold(admin);
    return {
      url: urlOf(cluster, port, database),
      stop: () => letGo().then(() => (ours ? shutDown(cluster) : undefined)),
      release: async () => {
        await letGo();
        // The server takes a moment to forget a connection that has ended.
        await pause(100);
        if (ours && (await isUnused(admin))) await shutDown(cluster);
      },
    };
  });
}

/** @param {import("./cluster.mjs").Cluster} cluster @param {boolean} volatile */
async function startAnew(cluster, volatile) {
  await initialise(cluster, { volatile });
  return launch(cluster, { volatile });
}

/**
 * Stays connected, so that processes which come later see that the database is in use even while nothing is asked of
 * it, and do not stop it when they go. Returns how to let go.
 * @param {string} connectionString
 * @returns {Promise<() => Promise<void>>}
 */
async function hold(connectionString) {
  const client = new pg.Client({ connectionString });
  // The database may be killed under us: whoever asks it something next will be told.
  client.on("error", () => undefined);
  await client.connect();
  // Known to the library, not to its types: the connection alone does not keep a process alive.
  const connection = /** @type {{ ref(): void, unref(): void }} */ (/** @type {unknown} */ (client));
  connection.unref();
  return () => {
    // Letting go is waited for: with nothing else to do the process would end before the database is stopped.
    connection.ref();
    return client.end().catch(() => undefined);
  };
}

/** @param {string} connectionString */
async function isUnused(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(
      "SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
    return rows[0]?.others === 0;
  } finally {
    await client.end();
  }
}
