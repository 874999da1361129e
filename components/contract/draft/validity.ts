/** Validity as people say it. A year has 365 days here, so that every number of units is a number of seconds. */
export const validityUnits = { minutes: 60, hours: 3600, days: 86_400, years: 31_536_000 } as const;

export type ValidityUnit = keyof typeof validityUnits;

const largestFirst = Object.keys(validityUnits).reverse() as ValidityUnit[];

/** The largest unit that the seconds fill without rest. */
export function unitOf(seconds: number): ValidityUnit {
  return largestFirst.find((unit) => seconds > 0 && seconds % validityUnits[unit] === 0) ?? "minutes";
}

export function validityWords(seconds: number): string {
  const unit = unitOf(seconds);
  const count = Math.round((seconds / validityUnits[unit]) * 100) / 100;
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
