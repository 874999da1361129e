/** A field that nothing was typed into yet is asked for; all else the schema says itself. */
export function plainMessage(code: string, message: string, value: unknown): string {
  const empty = value === undefined || value === "";
  if (empty && (code === "too_small" || code === "invalid_type" || code === "invalid_format")) return "Fill this in.";
  return message;
}
