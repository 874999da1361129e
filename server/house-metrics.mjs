// @ts-check
import { Counter, collectDefaultMetrics } from "prom-client";

/** @typedef {{ sqlRoundTrips: number, signerCalls: Map<string, { provider: string, outcome: string, count: number }> }} Counts */

/** What lib/kernel/counters.ts keeps; absent until a route has been used. @returns {Counts | undefined} */
const counts = () => Reflect.get(globalThis, Symbol.for("portal.counts"));

/** Registers what every process of the portal tells about itself. */
export function registerHouseMetrics() {
  // The event loop's delay is sampled: more often than this, the sampling is most of what an idle server does.
  collectDefaultMetrics({ eventLoopMonitoringPrecision: 100 });
  new Counter({
    name: "sql_round_trips_total",
    help: "Statements sent to the database.",
    collect() {
      this.reset();
      this.inc(counts()?.sqlRoundTrips ?? 0);
    },
  });
  new Counter({
    name: "signer_calls_total",
    help: "Requests to key providers by provider and outcome.",
    labelNames: ["provider", "outcome"],
    collect() {
      this.reset();
      for (const { provider, outcome, count } of counts()?.signerCalls.values() ?? [])
        this.inc({ provider, outcome }, count);
    },
  });
}
