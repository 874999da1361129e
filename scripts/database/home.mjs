// @ts-check
import { chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
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
  const pointer = path.join(folder, "moved-to");
  if (existsSync(pointer)) return movedHome(readFileSync(pointer, "utf8").trim(), pointer, account);
  if (!account) return folder;
  chownSync(folder, account.uid, account.gid);
  if (canRead(folder, account)) return folder;
  const home = mkdtempSync(path.join(SHARED_FOLDER, "embedded-postgres-data-"));
  chownSync(home, account.uid, account.gid);
  writeFileSync(pointer, `${home}\n`, { mode: 0o600, flush: true });
  return home;
}

/** @param {string} home @param {string} pointer @param {import("./run-as.mjs").Account | undefined} account */
function movedHome(home, pointer, account) {
  const owner = account?.uid ?? process.getuid?.();
  if (!existsSync(home)) throw new Error(`the database was in ${home} and is gone: restore it, or remove ${pointer}`);
  if (owner !== undefined && lstatSync(home).uid !== owner) throw new Error(`${home} belongs to another account`);
  return home;
}
