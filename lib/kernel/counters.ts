/** Counts kept by the process and read by the metrics page: the kernel knows no metrics library. */
const counts = { sqlRoundTrips: 0 };

export function countSqlRoundTrip(): void {
  counts.sqlRoundTrips++;
}

export const sqlRoundTrips = (): number => counts.sqlRoundTrips;
