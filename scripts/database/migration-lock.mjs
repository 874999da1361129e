// @ts-check
import pg from "pg";

/** The advisory lock that Prisma's own engine takes, so that either tool waits for the other. */
const PRISMA_LOCK = 72707369;

/**
 * Runs `work` while no other process migrates this database (security D6). A crash frees the lock.
 * @template Result
 * @param {string} connectionString
 * @param {() => Promise<Result>} work
 */
export async function withMigrationLock(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT version()");
    if (lacksAdvisoryLocks(rows[0]?.version)) await lockRow(client);
    else await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/** CockroachDB accepts the call and locks nothing; YugabyteDB refuses it. @param {string} version */
const lacksAdvisoryLocks = (version) => /CockroachDB|-YB-/.test(version);

/** @param {pg.Client} client */
async function lockRow(client) {
  await client.query('CREATE TABLE IF NOT EXISTS "_migration_lock" (id INTEGER PRIMARY KEY)');
  await client.query('INSERT INTO "_migration_lock" VALUES (1) ON CONFLICT DO NOTHING');
  await client.query("BEGIN");
  await client.query('SELECT id FROM "_migration_lock" WHERE id = 1 FOR UPDATE');
}
