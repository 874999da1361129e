// @ts-check

/**
 * The framework prints errors as they are, and some of them quote headers and arguments. From here on each is one JSON
 * line that tells its kind and place (security S4).
 */
export function tellErrorsByPlace() {
  console.error = (...parts) => void process.stderr.write(`${JSON.stringify(entryOf("error", parts))}\n`);
  console.warn = (...parts) => void process.stderr.write(`${JSON.stringify(entryOf("warn", parts))}\n`);
}

/** @param {string} level @param {unknown[]} parts */
function entryOf(level, parts) {
  const error = parts.find((part) => part instanceof Error);
  const frames = (error?.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return {
    level,
    at: new Date().toISOString(),
    event: "framework",
    kind: error?.name ?? "text",
    frames: frames.slice(0, 8).map((line) => line.trim()),
  };
}
