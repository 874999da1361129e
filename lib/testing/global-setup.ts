import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/scripts/database/embedded-postgres.mjs";
import { removeDatabase } from "@/scripts/database/home.mjs";
import { migrate } from "@/scripts/database/migrate.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that each test file clones. */
    templateUrl: string;
  }
}

const FOLDERS = path.resolve(import.meta.dirname, "../../.data");
const PREFIX = "test-";

/** One embedded PostgreSQL for the run, in a folder of this process's own, so that runs beside each other do not meet. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  removeLeftovers();
  const folder = path.join(FOLDERS, `${PREFIX}${process.pid}`);
  const server = await startEmbeddedPostgres({ folder, database: "template", volatile: true });
  await migrate(server.url);
  provide("templateUrl", server.url);
  return async () => {
    await server.stop();
    removeDatabase(folder);
  };
}

/** A run that was killed leaves its folder; a PostgreSQL whose folder vanishes ends by itself. */
function removeLeftovers(): void {
  if (!existsSync(FOLDERS)) return;
  for (const name of readdirSync(FOLDERS).filter((entry) => entry.startsWith(PREFIX))) {
    if (!isRunning(Number(name.slice(PREFIX.length)))) removeDatabase(path.join(FOLDERS, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
