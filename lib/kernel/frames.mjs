// @ts-check

/**
 * Where an error came about: files and lines, never its message, which may quote what it was given (security S4).
 * @param {Error | undefined} error
 * @returns {string[]} the eight nearest
 */
export const framesOf = (error) =>
  (error?.stack ?? "")
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 8)
    .map((line) => line.trim());
