import { expect } from "@playwright/test";
import type pg from "pg";

/**
 * From now on a statement that makes the offer of one of these rows waits, in the database, until {@link letGo}: so
 * that a server can be killed while it is under way, at the same place on every machine.
 */
export async function holdRows(database: pg.Client, rows: readonly number[]): Promise<void> {
  await database.query(`CREATE FUNCTION hold_row() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_advisory_xact_lock(NEW.row_number); RETURN NEW; END $$`);
  await database.query(`CREATE TRIGGER hold_row BEFORE UPDATE ON bulk_issuance_item FOR EACH ROW
    WHEN (NEW.row_number IN (${rows.join(", ")})) EXECUTE FUNCTION hold_row()`);
  await database.query("SELECT pg_advisory_lock(row) FROM unnest($1::int[]) AS row", [rows]);
}

export const letGo = (database: pg.Client, row: number) => database.query("SELECT pg_advisory_unlock($1)", [row]);

/** Waits until a statement is held; gives the process of the database that it runs in. */
export async function heldStatement(database: pg.Client): Promise<number> {
  let pid = 0;
  const look = async () => {
    const { rows } = await database.query<{ pid: number }>(
      "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
    );
    pid = rows[0]?.pid ?? 0;
    return pid;
  };
  await expect.poll(look, { timeout: 30_000, intervals: [20] }).not.toBe(0);
  return pid;
}

/** Waits until the database has noticed that whoever this process worked for is no more. */
export async function untilGone(database: pg.Client, pid: number): Promise<void> {
  const look = async () => (await database.query("SELECT FROM pg_stat_activity WHERE pid = $1", [pid])).rowCount;
  await expect.poll(look, { timeout: 30_000, intervals: [20] }).toBe(0);
}

/** As when the database's machine goes down with the server: nothing of the statement is kept. */
export async function endStatement(database: pg.Client, pid: number): Promise<void> {
  await database.query("SELECT pg_terminate_backend($1)", [pid]);
  await untilGone(database, pid);
}

/** Its worker is dead: another need not wait until the lease ends. */
export const endLease = (database: pg.Client, id: string) =>
  database.query("UPDATE bulk_issuance SET leased_until = leased_until - interval '2 minutes' WHERE id = $1", [id]);

export async function progressOf(database: pg.Client, id: string): Promise<{ state: string; offered: number }> {
  const text = "SELECT state, offered FROM bulk_issuance WHERE id = $1";
  const { rows } = await database.query<{ state: string; offered: number }>(text, [id]);
  return rows[0] ?? { state: "unknown", offered: 0 };
}

/** Each row has a session of its own, nobody else has one that was made meanwhile, and each is told of once. */
export async function expectEachOnce(database: pg.Client, id: string, rows: number): Promise<void> {
  const { rows: counts } = await database.query(
    `SELECT b.state, b.total, b.offered, b.failed,
        (SELECT count(DISTINCT i.session_id)::int FROM bulk_issuance_item i JOIN issuance_session s ON s.id = i.session_id
          WHERE i.bulk_id = b.id AND i.state = 'offered' AND s.state = 'offered') AS held,
        (SELECT count(*)::int FROM issuance_session s
          WHERE s.tenant_id = b.tenant_id AND s.created_at >= b.started_at) AS sessions,
        (SELECT count(*)::int FROM audit_event a WHERE a.tenant_id = b.tenant_id
          AND a.action = 'issuance.offered' AND a.details ->> 'batch' = b.id::text) AS told
      FROM bulk_issuance b WHERE b.id = $1`,
    [id],
  );
  const each = { total: rows, offered: rows, held: rows, sessions: rows, told: rows };
  expect(counts).toEqual([{ state: "done", failed: 0, ...each }]);
}
