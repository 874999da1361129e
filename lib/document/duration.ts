const DAY_MS = 86_400_000;

/** Milliseconds of Kotlin's duration units, the largest first: in a text they come in this order. */
const units = [
  ["d", DAY_MS],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
  ["us", 0.001],
  ["ns", 0.000_001],
] as const;

const isoUnits = { D: DAY_MS, H: 3_600_000, M: 60_000, S: 1000 } as const;

/**
 * Milliseconds of a Kotlin duration such as `365d`, `1d2h`, `1.5h`, `-30m` or `PT2H` (Issuer API reference, section
 * 8.2); null when it is none.
 */
export function parseDuration(text: string): number | null {
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const milliseconds = rest.startsWith("P") ? isoDuration(rest) : plainDuration(rest);
  if (milliseconds === null) return null;
  return sign === "-" ? -milliseconds : milliseconds;
}

function plainDuration(text: string): number | null {
  const component = /(\d+)(\.\d+)?(d|h|ms|m|us|ns|s)/y;
  let total = 0;
  let largest = 0;
  let read = 0;
  while (read < text.length) {
    component.lastIndex = read;
    const [whole, digits, fraction = "", unit] = component.exec(text) ?? [];
    if (whole === undefined) return null;
    const at = units.findIndex(([name], place) => name === unit && place >= largest);
    const size = units[at]?.[1];
    read += whole.length;
    // A fraction stands in the last part only, and no unit comes twice.
    if (size === undefined || (fraction !== "" && read < text.length)) return null;
    total += Number(`${digits}${fraction}`) * size;
    largest = at + 1;
  }
  return read === 0 ? null : total;
}

function isoDuration(text: string): number | null {
  const parts = /^P(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!parts || text === "P") return null;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = parts;
  return (
    Number(days) * isoUnits.D + Number(hours) * isoUnits.H + Number(minutes) * isoUnits.M + Number(seconds) * isoUnits.S
  );
}
