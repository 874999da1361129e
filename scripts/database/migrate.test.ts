import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { migrate } from "@/scripts/database/migrate.mjs";

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  cpSync(path.resolve(import.meta.dirname, "../../prisma/migrations"), folder, { recursive: true });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.stop();
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("an up-to-date database is left as it is", async () => {
  expect(await migrate(database.url, folder)).toEqual([]);
});

test("servers that start together apply each migration once (D6)", async () => {
  write("99990101000000_shelf", "CREATE TABLE shelf (id INTEGER PRIMARY KEY); INSERT INTO shelf VALUES (1);");
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, folder)));
  expect(applied.flat()).toEqual(["99990101000000_shelf"]);
  expect(await query("SELECT id FROM shelf")).toEqual([{ id: 1 }]);
});

test("a migration that fails leaves nothing behind and can be mended (I14)", async () => {
  write("99990102000000_box", "CREATE TABLE box (id INTEGER); SELECT nonsense;");
  await expect(migrate(database.url, folder)).rejects.toThrow("migration 99990102000000_box failed");
  expect(await query("SELECT to_regclass('box') AS box")).toEqual([{ box: null }]);
  write("99990102000000_box", "CREATE TABLE box (id INTEGER);");
  expect(await migrate(database.url, folder)).toEqual(["99990102000000_box"]);
});

test("a migration edited after it was applied stops the start", async () => {
  write("99990101000000_shelf", "CREATE TABLE shelf (id BIGINT PRIMARY KEY);");
  await expect(migrate(database.url, folder)).rejects.toThrow("99990101000000_shelf was edited");
});

test("a database that does not exist yet is made", async () => {
  const url = new URL(database.url);
  url.pathname = "/made_on_demand";
  expect(await migrate(url.href)).not.toEqual([]);
  expect(await migrate(url.href)).toEqual([]);
});

test("an unreachable server is named without its password (S4)", async () => {
  const refusal = migrate("postgresql://portal:canary-4711@127.0.0.1:9/portal");
  await expect(refusal).rejects.toThrow(/^DATABASE_URL: no use of database portal at 127\.0\.0\.1:9/);
  await expect(refusal).rejects.not.toThrow(/canary-4711/);
});
