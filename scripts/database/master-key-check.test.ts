import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MasterKeys } from "@/lib/kernel/master-keys";
import { seal } from "@/lib/kernel/seal";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { openDatabase } from "@/scripts/database/open-database.mjs";

const masterKey = randomBytes(32);
const tenantId = "0b9a7f0e-5a0f-4a3b-9a39-7f5f0c1f2d11";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const open = (key: Buffer) => openDatabase({ databaseUrl: database.url, dataDir: "unused", masterKey: key });

test("a new database takes any master key, and from then on only that one (S5)", async () => {
  expect((await open(randomBytes(32))).url).toBe(database.url);

  const place = { tenantId, table: "tenant", row: tenantId, column: "wrapped_data_key" };
  const wrapped = seal(new MasterKeys(masterKey).key("data-key"), place, randomBytes(32));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "INSERT INTO tenant (id, name, name_key, wrapped_data_key, created_at) VALUES ($1, 'a', 'a', $2, now())",
    [tenantId, wrapped],
  );
  await client.end();

  expect((await open(masterKey)).url).toBe(database.url);
  await expect(open(randomBytes(32))).rejects.toThrow(
    /^MASTER_KEY is not the one that this database was sealed with: set that one, or name another database\.$/,
  );
});
