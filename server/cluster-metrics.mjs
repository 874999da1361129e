// @ts-check
import cluster from "node:cluster";
import { AggregatorRegistry } from "prom-client";

/** The message by which a worker asks for, and gets, the metrics of all workers (see lib/http/metrics.ts). */
const QUESTION = "portal:metrics";

/** In the primary: answers each worker that asks with the sum over all workers. */
export function answerMetricsQuestions() {
  const registry = new AggregatorRegistry();
  cluster.on("message", async (worker, message) => {
    if (message?.type !== QUESTION) return;
    const text = await registry.clusterMetrics().catch(() => undefined);
    if (worker.isConnected()) worker.send({ type: QUESTION, id: message.id, text });
  });
}

/** In a worker: prom-client answers the primary once such a registry exists. */
export function joinClusterMetrics() {
  new AggregatorRegistry();
}
