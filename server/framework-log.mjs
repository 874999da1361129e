// @ts-check
import { framesOf } from "../lib/kernel/frames.mjs";
import { logLine } from "../lib/kernel/log-line.mjs";

/**
 * The framework prints errors as they are, and some of them quote headers and arguments. From here on each is one JSON
 * line that tells its kind and place (security S4).
 */
export function tellErrorsByPlace() {
  console.error = (...parts) => logLine(entryOf("error", parts));
  console.warn = (...parts) => logLine(entryOf("warn", parts));
}

/** @param {"warn" | "error"} level @param {unknown[]} parts */
function entryOf(level, parts) {
  const error = parts.find((part) => part instanceof Error);
  return {
    level,
    at: new Date().toISOString(),
    event: "framework",
    kind: error?.name ?? "text",
    frames: framesOf(error),
  };
}
