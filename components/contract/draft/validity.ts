/** A year has 365 days here, so that every number of units is a number of seconds. */
export const validityUnits = { minutes: 60, hours: 3600, days: 86_400, years: 31_536_000 } as const;

export type ValidityUnit = keyof typeof validityUnits;

const largestFirst = Object.keys(validityUnits).reverse() as ValidityUnit[];

/** The largest unit that the seconds fill without rest. */
export function unitOf(seconds: number): ValidityUnit {
  return largestFirst.find((unit) => seconds > 0 && seconds % validityUnits[unit] === 0) ?? "minutes";
}
