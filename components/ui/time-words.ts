const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 hours ago", "in 2 days", "just now": how far a moment is from now, both in milliseconds. */
export function relativeWords(moment: number, now: number): string {
  const seconds = Math.round((moment - now) / 1000);
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 10 ? "in less than a minute" : "just now";
}

/** Date, time and zone in full. Without a zone, that of the reader. */
export const exactWords = (moment: number, timeZone?: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long", timeZone }).format(moment);
