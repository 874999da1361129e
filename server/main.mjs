// @ts-check
import cluster from "node:cluster";
import { readEnvironment } from "../lib/env.mjs";
import { openDatabase } from "../scripts/database/open-database.mjs";
import { answerMetricsQuestions, joinClusterMetrics } from "./cluster-metrics.mjs";
import { registerHouseMetrics } from "./house-metrics.mjs";
import { checkPort } from "./port-check.mjs";
import { serve } from "./serve.mjs";
import { makeSetupLink } from "./setup-link.mjs";
import { runWorkers } from "./workers.mjs";

/**
 * Starts the portal: database, migrations, then as many processes as WORKERS says. Ends with one line on a failure.
 * @param {{ reload: boolean }} options
 */
export async function main({ reload }) {
  try {
    registerHouseMetrics();
    if (cluster.isPrimary) await runPrimary(reload);
    else await runWorker();
  } catch (error) {
    await fail(error);
  }
}

/** @param {unknown} error */
async function fail(error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** @param {boolean} reload */
async function runPrimary(reload) {
  const environment = readEnvironment();
  await checkPort(environment.port, environment.host);
  const database = await openDatabase(environment);
  // The routes, here and in the workers, read the same environment: it now names the database and the key as well.
  process.env.DATABASE_URL = database.url;
  process.env.MASTER_KEY = environment.masterKey.toString("base64");

  /** @type {Promise<{ close: () => Promise<void> }> | undefined} */
  let serving;
  let stopping = false;
  /** @param {number} code */
  const stop = async (code) => {
    if (stopping) return;
    stopping = true;
    await serving?.then(({ close }) => close()).catch(() => undefined);
    await database.stop().catch((/** @type {Error} */ error) => process.stderr.write(`${error.message}\n`));
    process.exit(code);
  };
  process.on("SIGTERM", () => stop(0));
  process.on("SIGINT", () => stop(0));

  answerMetricsQuestions();
  try {
    serving =
      environment.workers === 1 || reload
        ? serve(environment, { reload })
        : runWorkers(environment.workers, () => stop(1));
    await serving;
    if (stopping) return;
    const link = await makeSetupLink(environment, database.url);
    console.log(`ready on ${environment.origin}${link ? `\nset up the owner here, once: ${link}` : ""}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    await stop(1);
  }
}

async function runWorker() {
  joinClusterMetrics();
  const { close } = await serve(readEnvironment(), { reload: false });
  process.on("SIGTERM", () => close().then(() => process.exit(0)));
  // The terminal sends Ctrl-C to every process; the primary tells us when to end.
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => process.exit(0));
}
