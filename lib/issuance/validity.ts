const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * When a credential is valid. The start is rounded down to the hour and the end up to the day, so that precise times do
 * not link credentials (security P4); an end that the caller chose is kept as it is.
 */
export function validityOf(
  now: Date,
  validitySeconds: number,
  chosenEnd: Date | null,
): { readonly validFrom: Date; readonly validUntil: Date } {
  const end = now.getTime() + validitySeconds * 1000;
  return {
    validFrom: new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS),
    validUntil: chosenEnd ?? new Date(Math.ceil(end / DAY_MS) * DAY_MS),
  };
}
