// @ts-check
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EnvironmentError } from "./environment-error.mjs";

const KEY_BYTES = 32;
// 32 random bytes hold about 30 different ones; fewer than 8 means somebody typed the key.
const LEAST_DIFFERENT_BYTES = 8;

/**
 * @param {string} text base64 (also base64url) of 32 bytes
 * @param {string} name what to call it in a refusal
 */
export function parseMasterKey(text, name = "MASTER_KEY") {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, "base64");
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed) || key.length !== KEY_BYTES)
    throw new EnvironmentError(name, "must be 32 bytes in base64; make one with: openssl rand -base64 32");
  if (new Set(key).size < LEAST_DIFFERENT_BYTES)
    throw new EnvironmentError(name, "is too regular to be a key; make one with: openssl rand -base64 32");
  return key;
}

/**
 * The key of an embedded installation: made once, beside the database it protects, readable by its owner only.
 * @param {string} dataDir
 */
export function masterKeyIn(dataDir) {
  const file = path.join(dataDir, "master.key");
  requireFolder(dataDir);
  if (!existsSync(file)) {
    if (existsSync(path.join(dataDir, "postgres")))
      throw new EnvironmentError("DATA_DIR", `holds a database but no ${file}; put that file back from your backup`);
    makeKeyFile(file);
  }
  return parseMasterKey(readFileSync(file, "utf8"), file);
}

/**
 * Makes the folder where it is not there yet.
 * @param {string} dataDir
 */
export function requireFolder(dataDir) {
  try {
    // The database account must be able to pass through when we run as root; the key itself stays closed to it.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new EnvironmentError("DATA_DIR", `${dataDir} is no folder to write to (${code}): name another one`);
  }
}

/** @param {string} file */
function makeKeyFile(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("base64")}\n`, { mode: 0o600, flush: true });
  try {
    // A link is made whole or not at all, so two processes starting at once agree on one key.
    linkSync(draft, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
