import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/scripts/database/embedded-postgres.mjs";
import { homeOf, removeDatabase } from "@/scripts/database/home.mjs";

let folder: string;
let running: EmbeddedPostgres[] = [];

beforeEach(() => {
  // Closed to everybody else, as root's own folders are: PostgreSQL's account must be served elsewhere then.
  folder = path.join(mkdtempSync(path.join(tmpdir(), "postgres-")), "database");
});
afterEach(async () => {
  // Those that a test has stopped already refuse.
  for (const database of running) await database.stop().catch(() => undefined);
  running = [];
  removeDatabase(folder);
  rmSync(path.dirname(folder), { recursive: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ folder, database: "postgres" });
  running.push(started);
  return started;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function killPostgres(): void {
  const [pid] = readFileSync(path.join(homeOf(folder), "data/postmaster.pid"), "utf8").split("\n");
  process.kill(Number(pid), "SIGKILL");
}

test("what was written is there after a stop and a start", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE shelf (id INTEGER)");
  await first.stop();
  const { url } = await start();
  expect(await query(url, "SELECT count(*)::int AS rows FROM shelf")).toEqual([{ rows: 0 }]);
});

test("a server that outlived its starter is found and used", async () => {
  const first = await start();
  const second = await start();
  expect(second.url).toBe(first.url);
});

test("a second process does not stop the server that a first one uses, be it idle", async () => {
  const first = await start();
  const second = await startEmbeddedPostgres({ folder, database: "postgres" });
  await second.stop();
  expect(await query(first.url, "SELECT 1 AS up")).toEqual([{ up: 1 }]);
});

test("after a kill of the database itself every committed row is back (I1)", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE shelf (id INTEGER); INSERT INTO shelf VALUES (1), (2)");
  killPostgres();
  const { url } = await start();
  expect(await query(url, "SELECT id FROM shelf ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a first initialisation that was cut short is made again", async () => {
  await (await start()).stop();
  rmSync(path.join(homeOf(folder), "data/ready"));
  rmSync(path.join(homeOf(folder), "data/PG_VERSION"));
  const { url } = await start();
  expect(await query(url, "SELECT 1 AS up")).toEqual([{ up: 1 }]);
});

test("nobody else on this machine gets in: a password is asked for and kept closed (I7)", async () => {
  const { url } = await start();
  const open = new URL(url);
  open.password = "";
  await expect(query(open.href, "SELECT 1")).rejects.toThrow(/password/);
  expect(statSync(path.join(homeOf(folder), "password")).mode & 0o777).toBe(0o600);
});
