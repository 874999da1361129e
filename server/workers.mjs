// @ts-check
import cluster from "node:cluster";
import { setTimeout as pause } from "node:timers/promises";

const LEAST_LIFE_MS = 5000;
const MOST_EARLY_DEATHS = 5;

/**
 * Runs that many worker processes and replaces each that ends, until they keep dying at their start.
 * @param {number} count
 * @param {() => void} giveUp
 * @returns {Promise<{ close: () => Promise<void> }>} once all of them listen
 */
export async function runWorkers(count, giveUp) {
  let stopping = false;
  let earlyDeaths = 0;

  function fork() {
    const startedAt = Date.now();
    cluster.fork().once("exit", () => {
      if (stopping) return;
      earlyDeaths = Date.now() - startedAt < LEAST_LIFE_MS ? earlyDeaths + 1 : 0;
      if (earlyDeaths < MOST_EARLY_DEATHS) fork();
      else giveUp();
    });
  }

  for (let index = 0; index < count; index++) fork();
  await new Promise((resolve) => {
    let listening = 0;
    cluster.on("listening", () => {
      if (++listening === count) resolve(undefined);
    });
  });
  return {
    close: async () => {
      stopping = true;
      for (const worker of alive()) worker.process.kill("SIGTERM");
      while (alive().length > 0) await pause(20);
    },
  };
}

const alive = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
