// @ts-check

/** @typedef {"debug" | "info" | "warn" | "error" | "silent"} LogLevel */

/** @type {readonly LogLevel[]} */
const levels = ["debug", "info", "warn", "error", "silent"];
// Pages, route handlers and the server are bundled apart, so the level hangs on the process.
const key = Symbol.for("portal.logLevel");

/**
 * Says which lines are too slight to be written (LOG_LEVEL).
 * @param {LogLevel} level
 */
export const setLogLevel = (level) => void Reflect.set(globalThis, key, level);

/**
 * Writes one JSON line. Its fields are chosen by whoever calls: never a body, header, query, token or claim (security S4).
 * @param {{ readonly level: "warn" | "error", readonly [field: string]: unknown }} entry
 */
export function logLine(entry) {
  if (levels.indexOf(entry.level) < levels.indexOf(Reflect.get(globalThis, key) ?? "info")) return;
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}
