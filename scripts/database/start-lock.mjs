// @ts-check
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PATIENCE_MS = 90_000;

/**
 * Runs `work` while no other process starts the database of this folder: two first starts would spoil each other's
 * initialisation. The lock of a process that is gone does not count.
 * @template Result
 * @param {string} folder
 * @param {() => Promise<Result>} work
 */
export async function withStartLock(folder, work) {
  const file = path.join(folder, "starting");
  for (const deadline = Date.now() + PATIENCE_MS; !take(file); await pause(50)) {
    if (Date.now() > deadline)
      throw new Error(`another start of the database takes too long: remove ${file}, try again`);
    if (!isRunning(holderOf(file))) rmSync(file, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    // Made but not yet written: its maker is at work this very moment.
    return Number(readFileSync(file, "utf8") || process.pid);
  } catch {
    return process.pid;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
