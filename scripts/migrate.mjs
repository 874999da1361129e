import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

const LOCK = 72707369; // the advisory lock that Prisma's own engine takes
/** Applies prisma/migrations in order and records them as `prisma migrate deploy` does, so either can go on from the other. */
export async function migrate(connectionString, dir = path.resolve("prisma/migrations")) {
  const u = new URL(connectionString),
    database = u.pathname.slice(1);
  const c = new pg.Client({ connectionString });
  try {
    await c.connect();
  } catch (e) {
    if (e.code !== "3D000") throw e; // the database does not exist: make it
    u.pathname = "/postgres";
    const a = new pg.Client({ connectionString: u.href });
    await a.connect();
    await a.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    await a.end();
    return migrate(connectionString, dir);
  }
  try {
    await c.query(`SELECT pg_advisory_lock(${LOCK})`);
    await c.query(
      `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL,"checksum" VARCHAR(64) NOT NULL,"finished_at" TIMESTAMPTZ,"migration_name" VARCHAR(255) NOT NULL,"logs" TEXT,"rolled_back_at" TIMESTAMPTZ,"started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),"applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
    );
    const { rows } = await c.query(
      'SELECT migration_name n, checksum, finished_at f FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
    );
    const failed = rows.find((r) => !r.f);
    if (failed)
      throw new Error(
        `migration ${failed.n} did not finish earlier: repair it, then mark it with 'prisma migrate resolve'`,
      );
    const done = new Map(rows.map((r) => [r.n, r.checksum])),
      applied = [];
    for (const name of readdirSync(dir, { withFileTypes: true })
      .filter((d) => d.isDirectory())
      .map((d) => d.name)
      .sort()) {
      const sql = readFileSync(path.join(dir, name, "migration.sql"), "utf8"),
        sum = createHash("sha256").update(sql).digest("hex");
      if (done.has(name)) {
        if (done.get(name) !== sum) throw new Error(`migration ${name} was edited after it was applied`);
        continue;
      }
      const id = randomUUID();
      await c.query('INSERT INTO "_prisma_migrations"(id, checksum, migration_name) VALUES ($1,$2,$3)', [
        id,
        sum,
        name,
      ]);
      await c.query(sql); // no parameters: simple protocol, the whole script is one implicit transaction
      await c.query('UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
      applied.push(name);
    }
    return applied;
  } finally {
    await c.end();
  } // ends the session, and so frees the lock
}
