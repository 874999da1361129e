// @ts-check
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SHARED_FOLDER } from "./binaries.mjs";
import { canRead } from "./run-as.mjs";

/**
 * Makes the folder that holds one embedded database: `folder` itself, or, when PostgreSQL's account cannot reach it,
 * a fresh one in the shared folder that `folder` then points to. Deleting `folder` therefore always means starting anew.
 * @param {string} folder
 * @param {import("./run-as.mjs").Account | undefined} account
 */
export function databaseHome(folder, account) {
  mkdirSync(folder, { recursive: true, mode: account ? 0o711 : 0o700 });
  const pointer = pointerIn(folder);
  if (existsSync(pointer)) return movedHome(homeOf(folder), pointer, account);
  if (!account) return folder;
  chownSync(folder, account.uid, account.gid);
  if (canRead(folder, account)) return folder;
  const home = mkdtempSync(path.join(SHARED_FOLDER, "embedded-postgres-data-"));
  chownSync(home, account.uid, account.gid);
  writeFileSync(pointer, `${home}\n`, { mode: 0o600, flush: true });
  return home;
}

/**
 * Where the database of `folder` is, if there is one: `folder`, or where it had to move.
 * @param {string} folder
 */
export function homeOf(folder) {
  const pointer = pointerIn(folder);
  return existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : folder;
}

/**
 * Deletes the database of `folder`. For tests: a server that still runs there ends by itself.
 * @param {string} folder
 */
export function removeDatabase(folder) {
  rmSync(homeOf(folder), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} folder */
const pointerIn = (folder) => path.join(folder, "moved-to");

/** @param {string} home @param {string} pointer @param {import("./run-as.mjs").Account | undefined} account */
function movedHome(home, pointer, account) {
  const owner = account?.uid ?? process.getuid?.();
  if (!existsSync(home)) throw new Error(`the database was in ${home} and is gone: restore it, or remove ${pointer}`);
  if (owner !== undefined && lstatSync(home).uid !== owner) throw new Error(`${home} belongs to another account`);
  return home;
}
