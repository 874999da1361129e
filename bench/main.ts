// Measures the built product: complete issuances and what they are held against, and reads among a million credentials.
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { measureAtScale, scaleMet, scaleTargets } from "@/bench/at-scale";
import { batchMet, batchTargets, measureBatch } from "@/bench/batch";
import { es256PairsPerSecond } from "@/bench/es256";
import { type Issued, issuanceLoad, steps } from "@/bench/issuance-load";
import { type Kms, kmsMet, kmsTargets, measureKms, startKms } from "@/bench/kms";
import { type Rate, requestRate } from "@/bench/request-rate";
import { serverCost } from "@/bench/server-cost";
import { signingRatios } from "@/bench/signing-cost";
import { percentiles, round } from "@/bench/statistics";
import { type IssuingSetup, issuingSetup } from "@/e2e/support/issuing-setup";
import { makeDataDir, removeDataDir, startServer } from "@/e2e/support/servers.mjs";
import { hostedDidDocument } from "@/e2e/support/wallet/did-document";
import { verifyCredential } from "@/e2e/support/wallet/verify-credential";

const targets = { cpuMs: 6, sqlRoundTrips: 12, statusListShare: 1 / 3, signingRatio: 2 };
const CONCURRENCIES = [32, 8, 1];
const AT_ONCE = 32;
const ROWS = 1_000_000;
const BATCH_ROWS = 10_000;
const PARTS = ["signing", "issuance", "batch", "scale"];
const scale = Number(process.env.BENCH_SCALE ?? 1);

const say = (text: string) => process.stderr.write(`${text}\n`);

async function measureEcho(): Promise<Rate> {
  const child = fork(new URL("echo-server.mjs", import.meta.url));
  const [port] = await once(child, "message");
  const url = `http://127.0.0.1:${port}/`;
  const body = JSON.stringify({ claims: { name: "Sample Person", number: "S-1001" } });
  const question = { url, method: "POST", body, connections: AT_ONCE };
  await requestRate({ ...question, seconds: 0.5 * scale });
  const rate = await requestRate({ ...question, seconds: 2 * scale });
  child.disconnect();
  return rate;
}

/** Credentials of a run, verified as their holders would. */
async function verifySample(setup: IssuingSetup, sample: readonly Issued[]): Promise<string[]> {
  const document = await hostedDidDocument(setup.api.server, setup.authority.didModel.did);
  const verified = await Promise.all(sample.map((one) => verifyCredential(one.format, one.credential, document)));
  return verified.map(({ status }) => status.uri);
}

async function measureIssuing(setup: IssuingSetup, concurrency: number, echo: Rate, es256: number) {
  const count = Math.ceil((concurrency === 1 ? 500 : 800) * scale);
  say(`${count} issuances, ${concurrency} at once`);
  const { result, cost } = await serverCost(setup.api.server, () => issuanceLoad(setup, count, concurrency));
  const lists = await verifySample(setup, result.sample);
  return {
    lists,
    report: {
      concurrency,
      issuances: count,
      verified: result.sample.length,
      issuancesPerSecond: round(result.issuancesPerSecond),
      cpuMsPerIssuance: round(cost.cpuMs / count),
      sqlRoundTripsPerIssuance: round(cost.sqlRoundTrips / count),
      ratioToEcho: round(result.issuancesPerSecond / echo.requestsPerSecond, 4),
      ratioToEs256: round(result.issuancesPerSecond / es256, 4),
      milliseconds: Object.fromEntries(
        ([...steps, "whole"] as const).map((step) => [step, percentiles(result.milliseconds[step])]),
      ),
    },
  };
}

async function measureStatusList(url: string, echo: Rate) {
  say("the status list from memory");
  await requestRate({ url, connections: AT_ONCE, seconds: 0.5 * scale });
  const rate = await requestRate({ url, connections: AT_ONCE, seconds: 2 * scale });
  return {
    entries: 131_072,
    requestsPerSecond: round(rate.requestsPerSecond),
    bytesPerAnswer: rate.bytesPerAnswer,
    ratioToEcho: round(rate.requestsPerSecond / echo.requestsPerSecond, 4),
  };
}

/** What it is held against, and complete issuances. */
async function measureIssuance(at: { server: string; env: { DATA_DIR: string } }, kms: Kms) {
  const setup = await issuingSetup({ ...at, name: "bench", key: "jwk" });
  const byKms = await issuingSetup({ ...at, name: "bench-kms", key: "awsDefault" });
  say("what it is held against: a JSON echo, and bare ES256");
  const es256 = es256PairsPerSecond(1 * scale);
  const echo = await measureEcho();
  say("warming up");
  // A server that has run for a minute is compiled; before that its processor time is the compiler's.
  await issuanceLoad(setup, Math.ceil(3000 * scale), 16);

  const issuing = [];
  for (const concurrency of CONCURRENCIES) issuing.push(await measureIssuing(setup, concurrency, echo, es256));
  const statusList = await measureStatusList(issuing[0]?.lists[0] ?? "", echo);
  const { sample, ...kmsReport } = await measureKms(byKms, kms, say);
  await verifySample(byKms, sample);
  return {
    report: {
      echo: { requestsPerSecond: round(echo.requestsPerSecond) },
      es256: { signAndVerifyPerSecond: round(es256) },
      issuing: issuing.map((one) => one.report),
      statusList,
      kms: kmsReport,
    },
    met: {
      cpuMs: issuing.every(({ report: { cpuMsPerIssuance } }) => cpuMsPerIssuance <= targets.cpuMs),
      sqlRoundTrips: issuing.every(({ report }) => report.sqlRoundTripsPerIssuance <= targets.sqlRoundTrips),
      statusList: statusList.ratioToEcho >= targets.statusListShare,
      ...kmsMet(kmsReport),
    },
  };
}

function measureSigning() {
  say("signing of the Issuer API's documents, held against its bare crypto");
  return signingRatios();
}

const signingMet = (ratios: Readonly<Record<string, number>>): boolean =>
  Object.values(ratios).every((one) => one <= targets.signingRatio);

/** All parts, or the one that is named: `npm run bench -- signing`, `-- issuance`, `-- batch` or `-- scale`. */
async function main(): Promise<void> {
  const [only] = process.argv.slice(2);
  if (only !== undefined && !PARTS.includes(only)) throw new Error(`No such part: ${only}. Use ${PARTS.join(", ")}.`);
  const wanted = (part: string) => only === undefined || only === part;
  const dataDir = makeDataDir();
  const kms = await startKms(`${dataDir}/kms`);
  say("starting the portal");
  const server = await startServer({ dataDir, env: kms.env });
  try {
    const at = { server: server.url, env: { DATA_DIR: dataDir } };
    const signing = wanted("signing") ? measureSigning() : undefined;
    const issuance = wanted("issuance") ? await measureIssuance(at, kms) : undefined;
    const batch = wanted("batch") ? await measureBatch(at, Math.ceil(BATCH_ROWS * scale), say) : undefined;
    const atScale = wanted("scale") ? await measureAtScale(at, Math.ceil(ROWS * scale), say) : undefined;
    const report = {
      node: process.version,
      cores: availableParallelism(),
      workers: 1,
      ...(signing && { signing }),
      ...issuance?.report,
      ...(batch && { batch }),
      ...(atScale && { atScale }),
      targets: { ...targets, ...kmsTargets, ...batchTargets, ...scaleTargets },
      met: {
        ...(signing && { signing: signingMet(signing) }),
        ...issuance?.met,
        ...(batch && batchMet(batch)),
        ...(atScale && scaleMet(atScale)),
      },
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await server.stop();
    kms.stop();
    removeDataDir(dataDir);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
