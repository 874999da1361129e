import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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

async function start({ volatile } = { volatile: true }): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ folder, database: "postgres", volatile });
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
  const second = await startEmbeddedPostgres({ folder, database: "postgres", volatile: true });
  await second.stop();
  expect(await query(first.url, "SELECT 1 AS up")).toEqual([{ up: 1 }]);
});

test("a tool that started it leaves it to a server that came to use it", async () => {
  const tool = await start();
  const user = new pg.Client({ connectionString: tool.url });
  await user.connect();
  await tool.release();
  expect((await user.query("SELECT 1 AS up")).rows).toEqual([{ up: 1 }]);
  await user.end();
  await expect
    .poll(() => tool.release().then(() => existsSync(path.join(homeOf(folder), "data/postmaster.pid"))))
    .toBe(false);
});

test("two first starts at once share one database", async () => {
  const both = await Promise.all(
    [1, 2].map(() => startEmbeddedPostgres({ folder, database: "postgres", volatile: true })),
  );
  running.push(...both);
  expect(both[0]?.url).toBe(both[1]?.url);
});

test("the lock of a start that was killed does not stop the next one", async () => {
  mkdirSync(folder);
  writeFileSync(path.join(folder, "starting"), "4194305");
  const { url } = await start();
  expect(await query(url, "SELECT 1 AS up")).toEqual([{ up: 1 }]);
});

test("after a kill of the database itself every committed row is back (I1)", async () => {
  const first = await start({ volatile: false });
  await query(first.url, "CREATE TABLE shelf (id INTEGER); INSERT INTO shelf VALUES (1), (2)");
  killPostgres();
  const { url } = await start();
  expect(await query(url, "SELECT id FROM shelf ORDER BY id")).toEqual([{ id: 1 }, { id: 2 }]);
});

test("a first initialisation that was cut short is made again", async () => {
  mkdirSync(path.join(folder, "data.draft-1"), { recursive: true });
  writeFileSync(path.join(folder, "data.draft-1/PG_VERSION"), "18");
  writeFileSync(path.join(folder, "password"), "of the first try");
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
