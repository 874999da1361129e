import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { placeOf } from "@/bench/fill";
import { round } from "@/bench/statistics";
import { issuingSetup } from "@/e2e/support/issuing-setup";
import { ask } from "@/e2e/support/wallet/ask";
import { withDatabase } from "@/e2e/support/with-database";

export const batchTargets = { batchOffersPerSecond: 500, batchMemoryGrowth: 1.25 };

const run = promisify(execFile);
const ORGANISATION = "bench-batch";
const ROOT = path.resolve(import.meta.dirname, "..");

interface Server {
  readonly server: string;
  readonly env: { readonly DATA_DIR: string };
}

interface BatchReport {
  readonly rows: number;
  readonly offersPerSecond: number;
  readonly cpuMsPerOffer: number;
  readonly residentMb: { readonly before: number; readonly peak: number };
  /** Peak by what the server held after a batch of the same size: it does not grow with what it has done. */
  readonly memoryGrowth: number;
}

/** Offers of one batch, made by the one server with its embedded database; the second batch counts, the first warms up. */
export async function measureBatch(at: Server, rows: number, say: (text: string) => void): Promise<BatchReport> {
  const { authority } = await issuingSetup({ ...at, name: ORGANISATION });
  const { contractId } = await withDatabase((database) => placeOf(database, authority.id), at.env.DATA_DIR);
  say(`a batch of ${rows} offers, to warm up`);
  await workOff(at, contractId, rows);
  say(`a batch of ${rows} offers`);
  return workOff(at, contractId, rows);
}

async function workOff(at: Server, contractId: string, rows: number): Promise<BatchReport> {
  const before = await readServer(at);
  const id = await startBatch(at, contractId, rows);
  let peak = before.residentMb;
  for (;;) {
    await pause(50);
    peak = Math.max(peak, (await readServer(at)).residentMb);
    const seconds = await secondsOf(at, id, rows);
    if (seconds === null) continue;
    const after = await readServer(at);
    return {
      rows,
      offersPerSecond: round(rows / seconds),
      cpuMsPerOffer: round((after.cpuMs - before.cpuMs) / rows, 3),
      residentMb: { before: round(before.residentMb), peak: round(peak) },
      memoryGrowth: round(peak / before.residentMb),
    };
  }
}

async function startBatch({ server, env }: Server, contractId: string, rows: number): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "bench/start-batch.ts", ORGANISATION, contractId, String(rows)],
    { cwd: ROOT, env: { ...process.env, ...env, PUBLIC_URL: server, NODE_ENV: "production" } },
  );
  return stdout.trim();
}

/** How long it took from its start to its end, every offer counted; null while it runs. */
const secondsOf = ({ env }: Server, id: string, rows: number): Promise<number | null> =>
  withDatabase(async (database) => {
    const { rows: found } = await database.query<{ seconds: number; offered: number }>(
      `SELECT extract(epoch FROM ended_at - started_at)::float8 AS seconds, (
          SELECT count(*)::int FROM bulk_issuance_item i JOIN issuance_session s ON s.id = i.session_id
          WHERE i.bulk_id = b.id AND s.state = 'offered') AS offered
        FROM bulk_issuance b WHERE b.id = $1 AND b.state = 'done'`,
      [id],
    );
    const [batch] = found;
    if (!batch) return null;
    if (batch.offered !== rows) throw new Error(`Of ${rows} offers ${batch.offered} were made.`);
    return batch.seconds;
  }, env.DATA_DIR);

async function readServer({ server }: Server): Promise<{ cpuMs: number; residentMb: number }> {
  const { text } = await ask(`${server}/metrics`);
  const metric = (name: string) => Number(new RegExp(`^${name} ([\\d.e+-]+)$`, "m").exec(text)?.[1] ?? Number.NaN);
  return {
    cpuMs: metric("process_cpu_seconds_total") * 1000,
    residentMb: metric("process_resident_memory_bytes") / 1024 / 1024,
  };
}

export const batchMet = ({ offersPerSecond, memoryGrowth }: BatchReport) => ({
  batchOffersPerSecond: offersPerSecond >= batchTargets.batchOffersPerSecond,
  batchMemoryGrowth: memoryGrowth <= batchTargets.batchMemoryGrowth,
});
