import pg from "pg";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { databaseOf } from "@/e2e/support/servers.mjs";

const urls = new Map<string, string>();

async function connected(connectionString: string): Promise<pg.Client> {
  const database = new pg.Client({ connectionString });
  await database.connect();
  return database;
}

/** Each start of a portal may give its embedded database another port. */
async function open(dataDir: string): Promise<pg.Client> {
  const known = urls.get(dataDir);
  const database = known && (await connected(known).catch(() => undefined));
  if (database) return database;
  const { databaseUrl } = await databaseOf(dataDir);
  urls.set(dataDir, databaseUrl);
  return connected(databaseUrl);
}

/** A look, or a hand, into a portal's database: to see what the wire does not show, and to let time pass at once. */
export async function withDatabase<Result>(
  use: (database: pg.Client) => Promise<Result>,
  dataDir: string = defaultServer.dataDir,
): Promise<Result> {
  const database = await open(dataDir);
  try {
    return await use(database);
  } finally {
    await database.end();
  }
}
