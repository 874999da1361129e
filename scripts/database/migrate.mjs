// @ts-check
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { ensureDatabase } from "./ensure-database.mjs";
import { withMigrationLock } from "./migration-lock.mjs";

const FOLDER = path.resolve(import.meta.dirname, "../../prisma/migrations");

// As Prisma makes it, so that its own command line can go on from here.
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** @typedef {{ name: string, sql: string, checksum: string }} Migration */

/**
 * Applies the migrations that a database lacks, in order, and records them as `prisma migrate deploy` does. Makes the
 * database when it does not exist.
 * @param {string} connectionString
 * @param {string} [folder]
 * @returns {Promise<string[]>} the names of those applied
 */
export async function migrate(connectionString, folder = FOLDER) {
  await ensureDatabase(connectionString);
  return withMigrationLock(connectionString, async () => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      await client.query(HISTORY);
      const missing = missingFrom(await readHistory(client), readMigrations(folder));
      for (const migration of missing) await apply(client, migration);
      return missing.map(({ name }) => name);
    } finally {
      await client.end();
    }
  });
}

/** @param {string} folder @returns {Migration[]} */
function readMigrations(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** @param {pg.Client} client @returns {Promise<Map<string, string>>} checksums by name */
async function readHistory(client) {
  const { rows } = await client.query(
    'SELECT migration_name AS name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const unfinished = rows.find((row) => !row.finished_at);
  if (unfinished)
    throw new Error(`migration ${unfinished.name} did not finish: repair it, then run prisma migrate resolve`);
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

/** @param {Map<string, string>} history @param {Migration[]} migrations */
function missingFrom(history, migrations) {
  const edited = migrations.find(({ name, checksum }) => history.has(name) && history.get(name) !== checksum);
  if (edited) throw new Error(`migration ${edited.name} was edited after it was applied: put its file back`);
  return migrations.filter(({ name }) => !history.has(name));
}

/** In one transaction with its record: a kill leaves nothing half done. @param {pg.Client} client @param {Migration} migration */
async function apply(client, { name, sql, checksum }) {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`migration ${name} failed: ${/** @type {Error} */ (error).message}`);
  }
}
