import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";
import { issuanceLoad } from "@/bench/issuance-load";
import { serverCost } from "@/bench/server-cost";
import { percentiles, round } from "@/bench/statistics";
import type { IssuingSetup } from "@/e2e/support/issuing-setup";
import { defaultAccount, environmentOf } from "@/e2e/support/kms-server/accounts.mjs";
import { freePort } from "@/e2e/support/servers.mjs";
import { ask } from "@/e2e/support/wallet/ask";

export const kmsTargets = { kmsSignsPerIssuance: 1, kmsCpuMsBeyondSdk: 8 };

const LATENCY_MS = 20;
const AT_ONCE = 32;
/** Of each: what runs for the first time is compiled while it runs, and counts for nothing. */
const ISSUANCES = 320;
const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "..");

export type Kms = Awaited<ReturnType<typeof startKms>>;

/** The AWS KMS test server, as far away as a real one, with its keys in `folder`. */
export async function startKms(folder: string) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = fork(new URL("../e2e/support/kms-server/main.mjs", import.meta.url), {
    env: { ...process.env, KMS_PORT: String(port), KMS_FOLDER: folder, KMS_LATENCY_MS: String(LATENCY_MS) },
    silent: true,
  });
  if (child.stdout) await once(child.stdout, "data");
  return { url, env: environmentOf(url, defaultAccount), stop: () => child.kill("SIGTERM") };
}

/** Milliseconds of processor time that one `Sign` costs the SDK, in a process that does nothing else. */
async function bareSignCpuMs({ env }: Kms): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    ["--import", "tsx", "bench/bare-kms.ts", String(ISSUANCES), String(AT_ONCE)],
    { cwd: ROOT, env: { ...process.env, ...env, NODE_ENV: "production" } },
  );
  return Number(stdout);
}

type KmsReport = Awaited<ReturnType<typeof measureKms>>;

/** Complete issuances by a key that KMS holds: what is asked of KMS, and what they cost beyond the SDK. */
export async function measureKms(setup: IssuingSetup, kms: Kms, say: (text: string) => void) {
  say(`${ISSUANCES} issuances, ${AT_ONCE} at once, by a KMS that takes ${LATENCY_MS} ms`);
  await issuanceLoad(setup, ISSUANCES, AT_ONCE);
  await ask(`${kms.url}/_requests`, { method: "DELETE" });
  const { result, cost } = await serverCost(setup.api.server, () => issuanceLoad(setup, ISSUANCES, AT_ONCE));
  const log = (await ask(`${kms.url}/_requests`)).json<{ requests: { operation: string }[]; mostInFlight: number }>();
  const calls: Record<string, number> = {};
  for (const { operation } of log.requests) calls[operation] = (calls[operation] ?? 0) + 1;
  const [cpuMs, sdkCpuMs] = [cost.cpuMs / ISSUANCES, await bareSignCpuMs(kms)];
  return {
    latencyMs: LATENCY_MS,
    issuances: ISSUANCES,
    calls,
    mostInFlight: log.mostInFlight,
    cpuMsPerIssuance: round(cpuMs),
    sdkCpuMsPerSign: round(sdkCpuMs),
    cpuMsBeyondSdk: round(cpuMs - sdkCpuMs),
    issuancesPerSecond: round(result.issuancesPerSecond),
    credentialMilliseconds: percentiles(result.milliseconds.credential),
    sample: result.sample,
  };
}

export const kmsMet = ({ calls, issuances, cpuMsBeyondSdk }: Omit<KmsReport, "sample">) => ({
  oneSignEach: JSON.stringify(calls) === JSON.stringify({ Sign: issuances * kmsTargets.kmsSignsPerIssuance }),
  kmsCpuMsBeyondSdk: cpuMsBeyondSdk <= kmsTargets.kmsCpuMsBeyondSdk,
});
