/** Keeps both ends of a long text, where ids differ, and replaces its middle by an ellipsis. */
export function middleTruncate(text: string, longest: number): string {
  const letters = Array.from(text);
  if (letters.length <= longest) return text;
  const kept = longest - 1;
  const head = Math.ceil(kept / 2);
  return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - (kept - head)).join("")}`;
}
