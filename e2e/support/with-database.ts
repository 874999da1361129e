import pg from "pg";
import { defaultServer } from "@/e2e/support/default-server-settings.mjs";
import { databaseOf } from "@/e2e/support/servers.mjs";

const urls = new Map<string, Promise<string>>();

function urlOf(dataDir: string): Promise<string> {
  const url = urls.get(dataDir) ?? databaseOf(dataDir).then(({ databaseUrl }) => databaseUrl);
  urls.set(dataDir, url);
  return url;
}

/** A look, or a hand, into a portal's database: to see what the wire does not show, and to let time pass at once. */
export async function withDatabase<Result>(
  use: (database: pg.Client) => Promise<Result>,
  dataDir: string = defaultServer.dataDir,
): Promise<Result> {
  const database = new pg.Client({ connectionString: await urlOf(dataDir) });
  await database.connect();
  try {
    return await use(database);
  } finally {
    await database.end();
  }
}
