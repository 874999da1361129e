/** The schema's own sentences stay; its technical ones become a request to a person. */
export function plainMessage(code: string, message: string, value: unknown): string {
  const empty = value === undefined || value === "";
  if (empty && (code === "too_small" || code === "invalid_type" || code === "invalid_format")) return "Fill this in.";
  if (code === "too_big" && typeof value === "string") return "This text is too long.";
  return message;
}
