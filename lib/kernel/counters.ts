/**
 * Counts kept by the process and read by the metrics page: the kernel knows no metrics library. They hang on the
 * process, not on this module, because the bundler makes one copy of it for pages and one for route handlers.
 */
interface Counts {
  sqlRoundTrips: number;
  /** By provider and outcome. */
  readonly signerCalls: Map<string, { readonly provider: string; readonly outcome: SignerOutcome; count: number }>;
}

type SignerOutcome = "ok" | "failed";

const key = Symbol.for("portal.counts");
const holder = globalThis as typeof globalThis & { [key]?: Counts };
holder[key] ??= { sqlRoundTrips: 0, signerCalls: new Map() };
const counts: Counts = holder[key];

export function countSqlRoundTrip(): void {
  counts.sqlRoundTrips++;
}

/** One request to whoever holds the keys; `provider` is its name, such as `aws`. */
export function countSignerCall(provider: string, outcome: SignerOutcome): void {
  const name = `${provider} ${outcome}`;
  const entry = counts.signerCalls.get(name) ?? { provider, outcome, count: 0 };
  entry.count++;
  counts.signerCalls.set(name, entry);
}
