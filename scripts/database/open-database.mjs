// @ts-check
import path from "node:path";
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";
import { migrate } from "./migrate.mjs";

/**
 * The database this environment means, up and migrated: the one of DATABASE_URL, or else the embedded one.
 * @param {Readonly<import("../../lib/env.mjs").Environment>} environment
 * @returns {Promise<import("./embedded-postgres.mjs").EmbeddedPostgres>}
 */
export async function openDatabase({ databaseUrl, dataDir }) {
  const opened = databaseUrl
    ? { url: databaseUrl, stop: async () => undefined, release: async () => undefined }
    : await startEmbeddedPostgres({ folder: path.join(dataDir, "postgres"), database: "portal" });
  try {
    await migrate(opened.url);
    return opened;
  } catch (error) {
    await opened.release();
    throw error;
  }
}
