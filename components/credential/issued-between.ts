import type { IssuedBetween } from "@/lib/bulk-revocation/schema";

/** Two days as date fields give them, both whole, on the reader's clock; null when neither is given, or they are turned round. */
export function issuedBetween(firstDay: string, lastDay: string): IssuedBetween | null {
  const first = startOf(firstDay, 0);
  const end = startOf(lastDay, 1);
  if ((!first && !end) || (first && end && first >= end)) return null;
  return {
    ...(first && { issuedAfter: first.toISOString() }),
    ...(end && { issuedBefore: end.toISOString() }),
  };
}

/** The first moment of the day, or of one some days later. */
function startOf(day: string, daysLater: number): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return year ? new Date(Number(year), Number(month) - 1, Number(date) + daysLater) : null;
}
