// @ts-check
import path from "node:path";
import { requireFolder } from "../../lib/env/master-key.mjs";
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";
import { requireMasterKey } from "./master-key-check.mjs";
import { migrate } from "./migrate.mjs";

/**
 * The database this environment means, up, migrated and of this master key: the one of DATABASE_URL, or else the embedded one.
 * @param {Readonly<Pick<import("../../lib/env.mjs").Environment, "databaseUrl" | "dataDir" | "masterKey">>} environment
 * @returns {Promise<import("./embedded-postgres.mjs").EmbeddedPostgres>}
 */
export async function openDatabase({ databaseUrl, dataDir, masterKey }) {
  if (!databaseUrl) requireFolder(dataDir);
  const opened = databaseUrl
    ? { url: databaseUrl, stop: async () => undefined, release: async () => undefined }
    : await startEmbeddedPostgres({ folder: path.join(dataDir, "postgres"), database: "portal" });
  try {
    await migrate(opened.url);
    await requireMasterKey(opened.url, masterKey);
    return opened;
  } catch (error) {
    await opened.release();
    throw error;
  }
}
