import { ask } from "@/e2e/support/wallet/ask";

interface ServerCost {
  readonly cpuMs: number;
  readonly sqlRoundTrips: number;
}

const metricOf = (metrics: string, name: string): number => {
  const [, value] = new RegExp(`^${name} ([\\d.e+-]+)$`, "m").exec(metrics) ?? [];
  if (value === undefined) throw new Error(`The server does not tell ${name}.`);
  return Number(value);
};

async function counters(server: string): Promise<ServerCost> {
  const { text } = await ask(`${server}/metrics`);
  return {
    cpuMs: metricOf(text, "process_cpu_seconds_total") * 1000,
    sqlRoundTrips: metricOf(text, "sql_round_trips_total"),
  };
}

/** What the server spent while `work` ran: its own processor time, and statements it sent to the database. */
export async function serverCost<Result>(server: string, work: () => Promise<Result>) {
  const before = await counters(server);
  const result = await work();
  const after = await counters(server);
  const cost: ServerCost = {
    cpuMs: after.cpuMs - before.cpuMs,
    sqlRoundTrips: after.sqlRoundTrips - before.sqlRoundTrips,
  };
  return { result, cost };
}
